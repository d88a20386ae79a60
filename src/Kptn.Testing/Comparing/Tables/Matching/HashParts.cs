namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>The entries of a list whose hashes begin with some bits, in parts by the bits that follow; each part in the order of the list.</summary>
/// <param name="count">Entries of the list.</param>
/// <param name="hashOf">The hash of each.</param>
/// <param name="shareBits">How many bits choose the entries.</param>
/// <param name="partBits">How many bits choose the part.</param>
internal sealed class HashParts(int count, Func<int, ulong> hashOf, int shareBits, int partBits)
{
    private readonly int[] _ends = new int[1 << partBits];

    /// <summary>The hashes, part by part.</summary>
    public ulong[] Hashes { get; private set; } = [];

    /// <summary>The place of each in the list.</summary>
    public int[] Places { get; private set; } = [];

    /// <summary>Where a part begins and ends.</summary>
    public (int Start, int End) Range(int part) => (part == 0 ? 0 : _ends[part - 1], _ends[part]);

    /// <summary>Takes the entries whose hashes begin so.</summary>
    public void Fill(int share)
    {
        Array.Clear(_ends);
        for (var place = 0; place < count; place++)
        {
            var hash = hashOf(place);
            if (IsMeant(hash, share)) _ends[Part(hash)]++;
        }

        var total = 0;
        foreach (ref var end in _ends.AsSpan()) (end, total) = (total, total + end);
        if (Hashes.Length < total) (Hashes, Places) = (new ulong[Roomy(total)], new int[Roomy(total)]);
        // While a part is filled, its entry among the ends is where the next one goes.
        for (var place = 0; place < count; place++)
        {
            var hash = hashOf(place);
            if (!IsMeant(hash, share)) continue;
            ref var at = ref _ends[Part(hash)];
            (Hashes[at], Places[at]) = (hash, place);
            at++;
        }
    }

    // The next share may be a little larger.
    private int Roomy(int total) => Math.Min(count, total + (total / 16));

    private bool IsMeant(ulong hash, int share) => shareBits == 0 || (int)(hash >> (64 - shareBits)) == share;

    private int Part(ulong hash) => partBits == 0 ? 0 : (int)((hash << shareBits) >> (64 - partBits));
}
