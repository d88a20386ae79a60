using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Scanning;

/// <summary>What one scan of a table keeps of it: for each row a hash and where it begins.</summary>
internal sealed class ScannedTable
{
    /// <summary>For each row, a hash of its compared cells as written.</summary>
    public BigList<ulong> Hashes { get; private set; } = new();

    /// <summary>For each row, the byte it begins at.</summary>
    public BigList<long> Offsets { get; } = new();

    /// <summary>For each row, a hash of its key as written; <see langword="null"/> without a key.</summary>
    public BigList<ulong>? Keys { get; init; }

    /// <summary>For each column of the file and what stands beyond them, the kinds of its values.</summary>
    public required TypeMask[] Types { get; init; }

    /// <summary>Some rows with other than the header's number of cells: where they begin, how many they have.</summary>
    public List<(long Offset, int Cells)> Ragged { get; } = [];

    /// <summary>How many rows have other than the header's number of cells.</summary>
    public long RaggedCount { get; set; }

    /// <summary>How many rows have an empty cell in the key.</summary>
    public long EmptyKeys { get; set; }

    /// <summary>How it is written.</summary>
    public TableTraits Traits { get; set; } = new();

    /// <summary>How many rows there are.</summary>
    public int Count => Offsets.Count;

    /// <summary>Gives back the memory of hashes that nobody needs any more.</summary>
    public void ForgetHashes() => Hashes = new();
}
