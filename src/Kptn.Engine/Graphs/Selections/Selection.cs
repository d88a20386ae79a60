using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Selections;

/// <summary>Which tasks of a graph a command is about, in the words of the command line.</summary>
public sealed record Selection
{
    /// <summary>All tasks.</summary>
    public static Selection All { get; } = new();

    /// <summary>Words that choose tasks; their union counts. None stands for all tasks.</summary>
    public IReadOnlyList<Selector> Include { get; init; } = [];

    /// <summary>Words that take tasks away again.</summary>
    public IReadOnlyList<Selector> Exclude { get; init; } = [];

    /// <summary>Items that mapped tasks are narrowed to.</summary>
    public IReadOnlyList<ItemSelector> Items { get; init; } = [];

    /// <summary>Items that are left out.</summary>
    public IReadOnlyList<ItemSelector> ExcludedItems { get; init; } = [];

    /// <summary>Words that could not be read.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Reads the words of a command line.</summary>
    /// <param name="include">Words that choose; empty for all tasks.</param>
    /// <param name="exclude">Words of <c>--exclude</c>.</param>
    public static Selection Parse(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
    {
        var findings = new List<Finding>();
        var (chosen, items) = SelectorParser.Parse(include, findings);
        var (excluded, excludedItems) = SelectorParser.Parse(exclude, findings);
        return new Selection
        {
            Include = chosen,
            Exclude = excluded,
            Items = items,
            ExcludedItems = excludedItems,
            Findings = findings,
        };
    }

    /// <summary>Chooses tasks of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="projectRoot">Folder that <c>file:</c> paths start from, absolute.</param>
    /// <param name="byState">Gives the names of the tasks in a state, <c>stale</c> or <c>failed</c>; asked at most once for each.</param>
    /// <returns>The chosen tasks, and what names nothing; words that could not be read choose nothing.</returns>
    public SelectionResult Resolve(TaskGraph graph, string projectRoot, Func<string, IReadOnlySet<string>> byState) =>
        new SelectionResolver(graph, projectRoot, byState).Resolve(this);
}
