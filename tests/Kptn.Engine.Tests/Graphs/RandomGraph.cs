using FsCheck;
using FsCheck.Fluent;
using Kptn.Engine.Graphs;

namespace Kptn.Engine.Tests.Graphs;

/// <summary>A random graph: for each task the numbers of those it depends on and those it waits for.</summary>
/// <param name="Dependencies">Dependencies by task.</param>
/// <param name="After">Order-only dependencies by task.</param>
public sealed record RandomGraph(int[][] Dependencies, int[][] After)
{
    /// <summary>Graphs without cycles, declared in any order.</summary>
    public static Arbitrary<RandomGraph> Acyclic { get; } = Any(acyclic: true);

    /// <summary>Graphs with or without cycles.</summary>
    public static Arbitrary<RandomGraph> Mixed { get; } = Any(acyclic: false);

    public int Count => Dependencies.Length;

    public IReadOnlyList<string> Names => [.. Enumerable.Range(0, Count).Select(Name)];

    public static string Name(int task) => $"t{task}";

    public GraphBuildResult Build()
    {
        var project = new ProjectBuilder();
        for (var i = 0; i < Count; i++)
        {
            var after = After[i];
            project.Task(Name(i), task => task with { After = [.. after.Select(Name)] });
        }

        return project.Graph("g", [.. Dependencies.Select((names, i) => $"{Name(i)}: {string.Join(' ', names.Select(Name))}")]).Build();
    }

    public TaskGraph Graph() => Build().Graphs["g"];

    private static Arbitrary<RandomGraph> Any(bool acyclic)
    {
        var random = from count in Gen.Choose(1, 14)
                     from ranks in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
                     from dependencies in Edges(ranks, acyclic, 12)
                     from after in Edges(ranks, acyclic, 4)
                     select new RandomGraph(dependencies, after);
        return random.ToArbitrary();
    }

    // An edge from a higher rank to a lower one closes no cycle, wherever the two are declared.
    private static Gen<int[][]> Edges(int[] ranks, bool acyclic, int perCent) =>
        from dice in Gen.Choose(0, 99).ArrayOf(ranks.Length * ranks.Length)
        select Enumerable.Range(0, ranks.Length)
            .Select(source => Enumerable.Range(0, ranks.Length)
                .Where(target => source != target && (!acyclic || ranks[source] > ranks[target]) && dice[(source * ranks.Length) + target] < perCent)
                .ToArray())
            .ToArray();
}
