using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Tool.Commands;

/// <summary>Refuses a choice of items that means none, before anything runs: it is a slip.</summary>
internal static class ItemCheck
{
    /// <summary>Whether no chosen task has items of the kind that was asked for; says so then.</summary>
    /// <param name="tool">Where to say it.</param>
    /// <param name="context">The graph.</param>
    /// <param name="chosen">The tasks that were chosen.</param>
    public static bool Refuses(ToolContext tool, GraphContext context, IReadOnlyList<string> chosen)
    {
        if (context.Items.Filter is not { } filter || chosen.Any(name => context.Tasks[name].Mapping is { } mapping && filter.Applies(mapping.Names))) return false;
        tool.Screen.Refuse($"none of the chosen tasks maps over {filter.Asked}");
        return true;
    }

    /// <summary>Whether the items that were asked for are none of the chosen tasks'; says so then.</summary>
    /// <param name="tool">Where to say it.</param>
    /// <param name="context">The graph.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="chosen">The tasks that were chosen, without those that they only depend on.</param>
    /// <param name="states">What is recorded.</param>
    public static bool Refuses(ToolContext tool, GraphContext context, Plan plan, IReadOnlyList<string> chosen, IReadOnlyDictionary<string, TaskState> states)
    {
        if (context.Items.Filter is not { } filter || chosen.Count == 0) return false;
        var mapped = chosen.Select(name => plan.Tasks[name]).Where(task => task.Task.Mapping is not null).ToList();
        var narrowed = mapped.Where(task => filter.Applies(task.Task.Mapping!.Names)).ToList();
        if (narrowed.Count == 0)
        {
            var known = string.Join("; ", mapped.Select(task => $"{task.Task.Name} maps over {string.Join(",", task.Task.Mapping!.Names)}"));
            tool.Screen.Refuse($"none of the chosen tasks maps over {filter.Asked}; {(known.Length > 0 ? known : "none of them is mapped")}");
            return true;
        }

        // A list that is made by this very run may have what the one before did not.
        if (!narrowed.TrueForAll(task => task.Decision.Items is { Selected: 0 })) return false;
        foreach (var task in narrowed)
        {
            var provider = task.Task.Mapping!.Provider is { } name ? states.GetValueOrDefault(name)?.Good : null;
            tool.Screen.Refuse($"task '{task.Task.Name}': {new ItemSuggestion(context).Of(task.Task, provider)}");
        }

        return true;
    }
}
