using FsCheck;
using FsCheck.Fluent;
using Kptn.Engine.Graphs;
using Kptn.Engine.Graphs.Drawing;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Graphs;

/// <summary>Laws that hold for any graph.</summary>
public sealed class GraphLaws
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void Each_task_comes_after_all_it_waits_for_and_as_early_as_it_was_declared() => Check(RandomGraph.Acyclic, random =>
    {
        var result = random.Build();
        var order = result.Graphs["g"].Tasks.Keys.Select(name => int.Parse(name.AsSpan(1), null)).ToArray();
        return result.Findings.Count == 0 && order.SequenceEqual(SlowOrder(random));
    });

    [Fact]
    public void The_order_of_dependency_lists_does_not_matter() => Check(RandomGraph.Acyclic, random =>
    {
        var turned = new RandomGraph(Turned(random.Dependencies), Turned(random.After));
        return random.Graph().Tasks.Keys.SequenceEqual(turned.Graph().Tasks.Keys);
    });

    [Fact]
    public void Ancestors_and_descendants_are_inverse() => Check(RandomGraph.Mixed, random =>
    {
        var graph = random.Graph();
        return random.Names.All(a => random.Names.All(b => Lineage.Ancestors(graph, [a]).Contains(b) == Lineage.Descendants(graph, [b]).Contains(a)));
    });

    [Fact]
    public void Ancestors_are_those_reached_edge_by_edge() => Check(RandomGraph.Acyclic, random =>
    {
        var graph = random.Graph();
        return random.Names.All(name => Lineage.Ancestors(graph, [name]).SetEquals(
            Before(graph, name).SelectMany(parent => Lineage.Ancestors(graph, [parent]).Append(parent))));
    });

    [Fact]
    public void The_union_of_words_is_commutative_and_keeps_what_each_chooses() => Check(RandomGraph.Acyclic, random =>
    {
        var graph = random.Graph();
        string[] words = [$"+{random.Names[0]}", $"{random.Names[^1]}+", random.Names[random.Count / 2]];
        var alone = words.SelectMany(word => Choose(graph, word)).ToHashSet();
        return Choose(graph, words).SequenceEqual(Choose(graph, [.. words.Reverse()])) && alone.SetEquals(Choose(graph, words));
    });

    [Fact]
    public void A_cycle_is_found_exactly_where_there_is_one_and_its_chain_is_one() => Check(RandomGraph.Mixed, random =>
    {
        var (graph, findings) = (random.Graph(), random.Build().Findings.Where(finding => finding.Code == "dependency-cycle").ToArray());
        return findings.Length > 0 == SlowOrder(random).Count < random.Count && findings.All(finding => IsCycle(graph, finding));
    });

    [Fact]
    public void Drawings_hold_every_task_and_edge_once() => Check(RandomGraph.Mixed, random =>
    {
        var graph = random.Graph();
        var edges = random.Names.Sum(name => Before(graph, name).Count());
        var tree = TextTree.Draw(graph).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Dot.Draw(graph).Split(" -> ").Length - 1 == edges
            && Mermaid.Draw(graph).Split("> t_").Length - 1 == edges
            && tree.Count(line => line.Contains('─') || line.Contains('┄')) == edges
            && random.Names.All(name => tree.Count(line => line.EndsWith(name, StringComparison.Ordinal) && line[..^name.Length].All(c => !char.IsLetter(c))) == 1);
    });

    private static void Check(Arbitrary<RandomGraph> graphs, Func<RandomGraph, bool> law) =>
        Prop.ForAll(graphs, law).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));

    private static bool IsCycle(TaskGraph graph, Finding finding)
    {
        var chain = finding.Message[(finding.Message.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(" → ");
        return chain.Length > 2 && chain[0] == chain[^1] && chain.Distinct().Count() == chain.Length - 1
            && chain.Zip(chain.Skip(1)).All(pair => Before(graph, pair.First).Contains(pair.Second));
    }

    private static IEnumerable<string> Before(TaskGraph graph, string name) => graph.Tasks[name].Dependencies.Concat(graph.Tasks[name].After);

    private static IReadOnlyList<string> Choose(TaskGraph graph, params string[] words) => Selection.Parse(words, []).Resolve(graph, "/p", _ => None).Tasks;

    private static int[][] Turned(int[][] lists) => [.. lists.Select(list => list.Reverse().ToArray())];

    /// <summary>The order by its definition: again and again the first declared task that nothing holds back.</summary>
    private static List<int> SlowOrder(RandomGraph random)
    {
        var order = new List<int>();
        while (Enumerable.Range(0, random.Count).Where(IsReady).Select(task => (int?)task).FirstOrDefault() is { } next) order.Add(next);
        return order;

        bool IsReady(int task) => !order.Contains(task) && random.Dependencies[task].Concat(random.After[task]).All(order.Contains);
    }
}
