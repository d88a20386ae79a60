using System.CommandLine;
using Kptn.Tool.Diffs;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn diff</c>.</summary>
internal sealed class DiffCommand
{
    private readonly Option<bool> _git = new("--git") { Description = "Take the arguments that git gives to an external diff: PATH OLD HEX MODE NEW HEX MODE" };
    private readonly PendingDiffOptions _pending;
    private readonly DiffOptions _files;
    private readonly ToolContext _tool;

    private DiffCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        var forms = new DiffForms();
        _pending = new PendingDiffOptions(tool, forms).AddTo(command);
        _files = new DiffOptions(forms).AddTo(command);
        command.Options.Add(_git);
        forms.AddTo(command);
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("diff", "Show what tests received and nobody approved yet; or compare two files or folders, tables by row and cell")
        {
            Words = "[SELECT… | OLD NEW]",
            Examples =
            [
                ("kptn diff", "all that awaits approval"),
                ("kptn diff clean --stat", "clean, in a line for each output"),
                ("kptn diff --html out/diff.html", "as a page too"),
                ("kptn diff old.csv new.csv", "two files"),
                ("kptn diff old.csv new.csv --keys order_id,line", "rows find each other by these columns"),
                ("kptn diff a b --ignore 'updated_*' --tolerance 0.01", "two folders, file by file"),
                ("kptn diff old.csv new.csv --as clean", "as the tests of the task clean compare"),
            ],
        };
        var verb = new DiffCommand(tool, command);
        command.SetAction((parsed, cancellation) => Task.FromResult(verb.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var words = _pending.Words(parsed);
        if (parsed.GetValue(_git)) return new GitDiff(_tool).Run(words, _files.Parse(parsed));
        if (words.Length == 2 && new FilePairReader(_tool).AreMeant(words)) return new FileDiff(_tool).Run(words[0], words[1], _files.Parse(parsed));
        if (_files.Used(parsed) is { } option)
        {
            _tool.Screen.Refuse($"{option} is for two files or folders: kptn diff OLD NEW {option} …; what tests received is compared as kptn.yaml says");
            return ExitCodes.BadUsage;
        }

        return _pending.Parse(parsed) is { } request ? new PendingDiff(_tool.Screen).Run(request, cancellation) : ExitCodes.BadUsage;
    }
}
