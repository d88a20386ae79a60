using System.Numerics;

namespace Kptn.Engine.Mapping;

/// <summary>A list of bits that grows: one bit for each of a million items is 125 kB.</summary>
public sealed class Bits
{
    private ulong[] _words = [];

    /// <summary>How many bits there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are set.</summary>
    public int CountSet { get; private set; }

    /// <summary>A bit.</summary>
    /// <param name="index">Its place, from 0.</param>
    public bool this[int index]
    {
        get
        {
            Check(index);
            return (_words[index >> 6] & Mask(index)) != 0;
        }

        set
        {
            if (this[index] == value) return;
            _words[index >> 6] ^= Mask(index);
            CountSet += value ? 1 : -1;
        }
    }

    /// <summary>Adds a bit at the end.</summary>
    /// <param name="value">The bit.</param>
    public void Add(bool value)
    {
        if (Count >> 6 == _words.Length) Array.Resize(ref _words, Math.Max(4, _words.Length * 2));
        Count++;
        if (value) this[Count - 1] = true;
    }

    /// <summary>Finds the next bit that is set.</summary>
    /// <param name="from">Where to begin; it is looked at too.</param>
    /// <returns>Its place, or -1 where no more is set.</returns>
    public int NextSet(int from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (from >= Count) return -1;
        var at = from >> 6;
        for (var word = _words[at] & (ulong.MaxValue << (from & 63)); ; word = _words[at])
        {
            if (word != 0) return (at << 6) + BitOperations.TrailingZeroCount(word);
            if (++at > (Count - 1) >> 6) return -1;
        }
    }

    private static ulong Mask(int index) => 1UL << (index & 63);

    private void Check(int index) => ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
}
