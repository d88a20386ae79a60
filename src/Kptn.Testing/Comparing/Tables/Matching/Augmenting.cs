namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>
/// Makes a matching as large as it can be (Kuhn's augmenting paths). The best pairs are chosen one by one, which may leave two rows alone that could
/// have had partners, and which rows those are would depend on what is called old and new.
/// </summary>
internal sealed class Augmenting
{
    /// <summary>With more pairs than this, or more rows than below, the matching stays as it is.</summary>
    public const int MostPairs = 200_000;

    private const int MostRows = 1_000;

    private readonly List<int>[] _partners;
    private readonly int[] _oldOf;
    private readonly int[] _newOf;
    private readonly bool[] _seen;

    private Augmenting(List<int>[] partners, int[] oldOf, int[] newOf) => (_partners, _oldOf, _newOf, _seen) = (partners, oldOf, newOf, new bool[oldOf.Length]);

    /// <summary>Enlarges a matching.</summary>
    /// <param name="possible">The pairs that may be.</param>
    /// <param name="oldOf">For each new row its partner; -1 without one.</param>
    /// <param name="newOf">For each old row its partner; -1 without one.</param>
    public static void Run(IReadOnlyCollection<(int Old, int New)> possible, int[] oldOf, int[] newOf)
    {
        if (possible.Count > MostPairs || Math.Max(oldOf.Length, newOf.Length) > MostRows) return;
        var partners = newOf.Select(_ => new List<int>()).ToArray();
        foreach (var (old, next) in possible) partners[old].Add(next);
        var augmenting = new Augmenting(partners, oldOf, newOf);
        for (var old = 0; old < newOf.Length; old++)
        {
            if (newOf[old] >= 0) continue;
            Array.Clear(augmenting._seen);
            augmenting.TryFind(old);
        }
    }

    // A partner for a row, if need be one whose own partner finds another.
    private bool TryFind(int old)
    {
        foreach (var next in _partners[old])
        {
            if (_seen[next]) continue;
            _seen[next] = true;
            if (_oldOf[next] >= 0 && !TryFind(_oldOf[next])) continue;
            (_oldOf[next], _newOf[old]) = (old, next);
            return true;
        }

        return false;
    }
}
