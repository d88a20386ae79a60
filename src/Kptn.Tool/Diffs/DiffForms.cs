using System.CommandLine;
using Kptn.Tool.Commands;

namespace Kptn.Tool.Diffs;

/// <summary>Options that say how <c>kptn diff</c> shows what it finds, whatever it compares.</summary>
internal sealed class DiffForms
{
    private readonly Option<bool> _stat = new("--stat") { Description = "Only what changed in a line each, without samples" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Also write it to FILE as Markdown, for a comment on a pull request; - prints it instead", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Also write it to FILE as one page for a browser", HelpName = "FILE" };

    /// <summary>Options of every verb that reads a project.</summary>
    public ProjectOptions Project { get; } = new();

    /// <summary>Adds them to a verb.</summary>
    public DiffForms AddTo(Command command)
    {
        foreach (var option in new Option[] { _stat, _markdown, _html }) command.Options.Add(option);
        Project.AddTo(command);
        return this;
    }

    /// <summary>Whether only headlines are shown.</summary>
    public bool IsStat(ParseResult parsed) => parsed.GetValue(_stat);

    /// <summary>A file for Markdown, as typed.</summary>
    public string? Markdown(ParseResult parsed) => parsed.GetValue(_markdown);

    /// <summary>A file for a page, as typed.</summary>
    public string? Html(ParseResult parsed) => parsed.GetValue(_html);
}
