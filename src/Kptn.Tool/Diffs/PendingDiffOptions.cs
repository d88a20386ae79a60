using System.CommandLine;
using Kptn.Testing.Reviewing;
using Kptn.Tool.Commands;

namespace Kptn.Tool.Diffs;

/// <summary>Options of <c>kptn diff [SELECT]</c>.</summary>
/// <param name="tool">What the verb was given.</param>
/// <param name="forms">How it is shown.</param>
internal sealed class PendingDiffOptions(ToolContext tool, DiffForms forms)
{
    private readonly ItemOptions _items = new(hasSubset: false);
    private readonly SelectionOptions _selection = new("all that awaits approval", "Two files or folders to compare; else tasks whose tests received what nobody has approved");

    /// <summary>Adds them to a verb.</summary>
    public PendingDiffOptions AddTo(Command command)
    {
        _selection.AddTo(command);
        _items.AddTo(command);
        return this;
    }

    /// <summary>The words as typed.</summary>
    public string[] Words(ParseResult parsed) => _selection.Words(parsed);

    /// <summary>What is asked for; <see langword="null"/> after the errors were shown.</summary>
    public PendingDiffRequest? Parse(ParseResult parsed)
    {
        var selection = _selection.Parse(parsed);
        if (_items.Scope(tool, parsed, selection) is not { } items) return null;
        var review = new ReviewRequest
        {
            Folder = tool.Folder,
            Project = forms.Project.Project(parsed),
            Graph = forms.Project.Graph(parsed),
            Selection = selection with { Items = [] },
            Items = items.Filter,
            Command = $"kptn {string.Join(' ', Environment.GetCommandLineArgs().Skip(1))}",
        };
        return new PendingDiffRequest(review)
        {
            IsStat = forms.IsStat(parsed),
            IsJson = forms.Project.Json(parsed),
            Markdown = Full(forms.Markdown(parsed)),
            Html = Full(forms.Html(parsed)),
        };
    }

    private string? Full(string? file) => file is null or PendingDiffRequest.Printed ? file : Path.GetFullPath(file, tool.Folder);
}
