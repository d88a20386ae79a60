using System.CommandLine;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;

namespace Kptn.Tool.Commands;

/// <summary>Options that say which tasks, and which namespace.</summary>
internal sealed class StatePlaceOptions
{
    private readonly Option<string[]> _tasks = new("--tasks") { Description = "Only tasks of these names or globs (clean_*)", HelpName = "GLOB", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _namespace = new("--namespace") { Description = "Namespace (default: the graph's)", HelpName = "NAME" };

    public StatePlaceOptions AddTo(Command command)
    {
        command.Options.Add(_tasks);
        command.Options.Add(_namespace);
        return this;
    }

    public bool HasTasks(ParseResult parsed) => parsed.GetValue(_tasks) is { Length: > 0 };

    /// <summary>Whether a task is meant.</summary>
    public Func<string, bool> Filter(ParseResult parsed)
    {
        var globs = parsed.GetValue(_tasks) ?? [];
        return task => globs.Length == 0 || globs.Any(glob => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(glob, task, ignoreCase: false));
    }

    /// <summary>The namespace that is meant.</summary>
    /// <returns>It, or <see langword="null"/> after the error was shown.</returns>
    public string? Namespace(ParseResult parsed, ProjectOpener opener, Workbench bench, ProjectOptions options)
    {
        if (parsed.GetValue(_namespace) is { } name) return name;
        return opener.Choose(bench, options.Graph(parsed)) is { } graph ? bench.KeyOf(graph).Namespace : null;
    }

    /// <summary>Reads what a storage key has.</summary>
    /// <returns>It, or <see langword="null"/> after the error was shown.</returns>
    public static async Task<BranchView?> ReadAsync(ToolContext tool, BranchedStateStore store, StateKey key, CancellationToken cancellation)
    {
        var view = await store.ViewAsync(key, cancellation).ConfigureAwait(false);
        if (view.States.Count > 0) return view;
        var keys = (await store.ListAsync(cancellation).ConfigureAwait(false)).Where(known => known.Namespace == key.Namespace).Select(known => known.StorageKey).ToList();
        var near = NearestName.Of(key.StorageKey, keys) is { } like ? $"; did you mean '{like}'?" : keys.Count == 0 ? "" : $"; there is state of {string.Join(", ", keys)}";
        tool.Screen.Refuse($"there is no state of '{key.StorageKey}' / '{key.Namespace}'{near}");
        return null;
    }
}
