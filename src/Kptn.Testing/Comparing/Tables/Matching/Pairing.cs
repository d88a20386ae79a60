namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Which rows of two tables found each other.</summary>
internal sealed class Pairing
{
    /// <summary>Pairs kept to tell later in what they are written otherwise.</summary>
    public const int Samples = 1_000;

    private readonly int[] _newOf;
    private readonly int[] _oldOf;

    public Pairing(int oldCount, int newCount)
    {
        (_newOf, _oldOf) = (new int[oldCount], new int[newCount]);
        Array.Fill(_newOf, -1);
        Array.Fill(_oldOf, -1);
    }

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>For each new row the old one; -1 without one.</summary>
    public ReadOnlySpan<int> OldOf => _oldOf;

    /// <summary>Some of those that are written otherwise.</summary>
    public List<(int Old, int New)> ByValue { get; } = [];

    /// <summary>Puts two rows together.</summary>
    public void Add(int old, int next)
    {
        (_newOf[old], _oldOf[next]) = (next, old);
        Count++;
    }

    /// <summary>Puts two rows together that are written otherwise but equal.</summary>
    public void AddByValue(int old, int next)
    {
        if (ByValue.Count < Samples) ByValue.Add((old, next));
        Add(old, next);
    }

    /// <summary>Takes a pair apart.</summary>
    public void Remove(int old, int next)
    {
        (_newOf[old], _oldOf[next]) = (-1, -1);
        Count--;
    }

    /// <summary>The old rows without a partner, in order.</summary>
    public int[] OldLeft() => Left(_newOf, Count);

    /// <summary>The new rows without a partner, in order.</summary>
    public int[] NewLeft() => Left(_oldOf, Count);

    private static int[] Left(int[] partners, int pairs)
    {
        var left = new int[partners.Length - pairs];
        for (int i = 0, at = 0; at < left.Length; i++)
        {
            if (partners[i] < 0) left[at++] = i;
        }

        return left;
    }
}
