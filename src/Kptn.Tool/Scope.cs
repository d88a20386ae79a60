using Kptn.Engine.Graphs;

namespace Kptn.Tool;

/// <summary>Which tasks a plan may run, and which it must.</summary>
/// <param name="Tasks">Tasks that may run.</param>
/// <param name="Forced">Tasks that run in any case.</param>
/// <param name="Chosen">The tasks that were asked for.</param>
internal sealed record Scope(IReadOnlySet<string> Tasks, IReadOnlySet<string> Forced, IReadOnlyList<string> Chosen)
{
    /// <summary>The chosen tasks, with their ancestors unless they are to run alone.</summary>
    public static Scope Of(TaskGraph graph, IReadOnlyList<string> chosen, bool only, bool force)
    {
        var tasks = chosen.ToHashSet();
        if (!only) tasks.UnionWith(Lineage.Ancestors(graph, chosen));
        return new Scope(tasks, force ? chosen.ToHashSet() : new HashSet<string>(), chosen);
    }
}
