using System.Numerics;

namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Counts different hashes: exactly up to a limit, then by HyperLogLog, within a few percent.</summary>
internal sealed class DistinctCounter
{
    private const int MostExact = 10_000;
    private const int Bits = 12;
    private const int Registers = 1 << Bits;

    private HashSet<ulong>? _exact = [];
    private byte[]? _registers;

    /// <summary>Whether the count is exact.</summary>
    public bool IsExact => _exact is not null;

    /// <summary>How many there are.</summary>
    public long Count => _exact?.Count ?? Estimate();

    /// <summary>Adds one.</summary>
    public void Add(ulong hash)
    {
        if (_exact is null)
        {
            Register(hash);
            return;
        }

        _exact.Add(hash);
        if (_exact.Count <= MostExact) return;
        _registers = new byte[Registers];
        foreach (var known in _exact) Register(known);
        _exact = null;
    }

    private void Register(ulong hash)
    {
        ref var register = ref _registers![hash >> (64 - Bits)];
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << Bits) | (1UL << (Bits - 1))) + 1);
        if (rank > register) register = rank;
    }

    private long Estimate()
    {
        var sum = 0.0;
        foreach (var register in _registers!) sum += Math.ScaleB(1, -register);
        return (long)Math.Round(0.7213 / (1 + (1.079 / Registers)) * Registers * Registers / sum);
    }
}
