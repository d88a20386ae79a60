using System.CommandLine;

namespace Kptn.Tool.Commands;

/// <summary>Options of every verb that reads a project.</summary>
internal sealed class ProjectOptions
{
    private readonly Option<string?> _project = new("--project", "-p") { Description = "Folder of the project (default: the nearest at or above this folder)", HelpName = "DIR" };
    private readonly Option<string?> _graph = new("--graph", "-g") { Description = "Graph (default: the only one)", HelpName = "GRAPH" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show the stack trace where kptn itself fails" };

    /// <summary>Adds them to a verb.</summary>
    public ProjectOptions AddTo(Command command, bool hasGraph = true)
    {
        command.Options.Add(_project);
        if (hasGraph) command.Options.Add(_graph);
        command.Options.Add(_json);
        command.Options.Add(_verbose);
        return this;
    }

    public string? Project(ParseResult parsed) => parsed.GetValue(_project);

    public string? Graph(ParseResult parsed) => parsed.GetValue(_graph);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);
}
