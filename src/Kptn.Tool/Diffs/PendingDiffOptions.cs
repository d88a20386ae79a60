using System.CommandLine;
using Kptn.Testing.Reviewing;
using Kptn.Tool.Commands;

namespace Kptn.Tool.Diffs;

/// <summary>Options of <c>kptn diff [SELECT]</c>.</summary>
/// <param name="tool">What the verb was given.</param>
internal sealed class PendingDiffOptions(ToolContext tool)
{
    private readonly ItemOptions _items = new(hasSubset: false);
    private readonly SelectionOptions _selection = new("all that awaits approval");
    private readonly Option<bool> _stat = new("--stat") { Description = "Only what changed in a line each, without samples" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Also write it to FILE as Markdown, for a comment on a pull request", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Also write it to FILE as one page for a browser", HelpName = "FILE" };
    private readonly ProjectOptions _options = new();

    /// <summary>Adds them to a verb.</summary>
    public PendingDiffOptions AddTo(Command command)
    {
        _selection.AddTo(command);
        _items.AddTo(command);
        foreach (var option in new Option[] { _stat, _markdown, _html }) command.Options.Add(option);
        _options.AddTo(command);
        return this;
    }

    /// <summary>What is asked for; <see langword="null"/> after the errors were shown.</summary>
    public PendingDiffRequest? Parse(ParseResult parsed)
    {
        var selection = _selection.Parse(parsed);
        if (_items.Scope(tool, parsed, selection) is not { } items) return null;
        var review = new ReviewRequest
        {
            Folder = tool.Folder,
            Project = _options.Project(parsed),
            Graph = _options.Graph(parsed),
            Selection = selection with { Items = [] },
            Items = items.Filter,
            Command = $"kptn {string.Join(' ', Environment.GetCommandLineArgs().Skip(1))}",
        };
        return new PendingDiffRequest(review)
        {
            IsStat = parsed.GetValue(_stat),
            IsJson = _options.Json(parsed),
            Markdown = Full(parsed.GetValue(_markdown)),
            Html = Full(parsed.GetValue(_html)),
        };
    }

    private string? Full(string? file) => file is null ? null : Path.GetFullPath(file, tool.Folder);
}
