using Kptn.Engine.Planning;

namespace Kptn.Engine.Execution;

/// <summary>Links the tasks of a plan: each with those that wait for it.</summary>
internal static class NodeLinks
{
    /// <summary>The nodes of a plan, by name.</summary>
    public static Dictionary<string, Node> Of(Plan plan)
    {
        var nodes = new Dictionary<string, Node>(plan.Tasks.Count, StringComparer.Ordinal);
        foreach (var (name, planned) in plan.Tasks)
        {
            var node = new Node(planned);
            foreach (var before in planned.Task.Task.Dependencies.Concat(planned.Task.Task.After).Distinct(StringComparer.Ordinal))
            {
                if (!nodes.TryGetValue(before, out var earlier)) continue;
                earlier.Dependents.Add(node);
                node.Waiting++;
            }

            nodes.Add(name, node);
        }

        return nodes;
    }
}
