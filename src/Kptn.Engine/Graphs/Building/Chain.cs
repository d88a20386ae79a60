namespace Kptn.Engine.Graphs.Building;

/// <summary>Writes a cycle as people read it.</summary>
internal static class Chain
{
    /// <summary><c>a → b → a</c> for the cycle a, b.</summary>
    public static string Of(IReadOnlyList<string> cycle) => $"{string.Join(" → ", cycle)} → {cycle[0]}";

    /// <summary>The same text for a cycle wherever it is entered.</summary>
    public static string Canonical(IReadOnlyList<string> cycle)
    {
        var start = 0;
        for (var i = 1; i < cycle.Count; i++)
        {
            if (string.CompareOrdinal(cycle[i], cycle[start]) < 0) start = i;
        }

        return Of([.. cycle.Skip(start), .. cycle.Take(start)]);
    }
}
