using System.CommandLine;
using Kptn.Tool.Commands;

namespace Kptn.Tool.Diffs;

/// <summary>Options of <c>kptn diff OLD NEW</c>.</summary>
/// <param name="forms">How it is shown.</param>
internal sealed class DiffOptions(DiffForms forms)
{
    private readonly Option<string[]> _keys = Words("--keys", "COLUMN,…", "Columns that tell rows apart (default: columns that turn out to, else whole rows)");
    private readonly Option<string[]> _ignore = Words("--ignore", "COLUMN,…", "Columns, or paths of JSON, that are not compared; * stands for any characters");
    private readonly Option<string[]> _tolerance = Words("--tolerance", "[COLUMN=]N,…", "How far numbers may differ: 0.01, or a part such as 1%; for one column: price=0.01");
    private readonly Option<bool> _ordered = new("--ordered") { Description = "The order of rows counts" };
    private readonly Option<string?> _mode = new("--mode") { Description = "Compare as table, json, text or binary (default: by the ending and the content)", HelpName = "MODE" };
    private readonly Option<string?> _task = new("--as") { Description = "Compare as the tests of a task do, with its settings in kptn.yaml", HelpName = "TASK" };
    private readonly Option<int?> _rows = NumberOption.Create("--rows", [], "N", "Rows, values or files of each kind to show (default: 10)", least: 0);

    private Option[] All => [_keys, _ignore, _tolerance, _ordered, _mode, _task, _rows];

    /// <summary>Adds them to a verb.</summary>
    public DiffOptions AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            foreach (var word in result.GetValue(_tolerance) ?? [])
            {
                if (DiffRequest.ToleranceOf(word) is null) result.AddError($"--tolerance takes numbers from 0 such as 0.01, 1% or price=0.01, not '{word}'");
            }

            if (result.GetValue(_mode) is { } mode && !DiffRequest.Modes.Contains(mode)) result.AddError($"--mode takes {string.Join(", ", DiffRequest.Modes)}, not '{mode}'");
        });
        return this;
    }

    /// <summary>The first of them that was typed; <see langword="null"/> where none was.</summary>
    public string? Used(ParseResult parsed) => All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>What was asked for.</summary>
    public DiffRequest Parse(ParseResult parsed) => new()
    {
        Keys = parsed.GetValue(_keys) ?? [],
        Ignore = parsed.GetValue(_ignore) ?? [],
        Tolerance = parsed.GetValue(_tolerance) ?? [],
        Ordered = parsed.GetValue(_ordered),
        Mode = parsed.GetValue(_mode),
        Task = parsed.GetValue(_task),
        Project = forms.Project.Project(parsed),
        IsStat = forms.IsStat(parsed),
        IsJson = forms.Project.Json(parsed),
        Rows = parsed.GetValue(_rows),
        Markdown = forms.Markdown(parsed),
        Html = forms.Html(parsed),
    };

    // Words parted by commas; a column with a comma in its name stands in quotes.
    private static Option<string[]> Words(string name, string help, string description) => new(name)
    {
        HelpName = help,
        Description = description,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => [.. result.Tokens.SelectMany(token => CommaWords.Of(token.Value))],
    };
}
