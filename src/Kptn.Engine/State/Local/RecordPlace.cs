namespace Kptn.Engine.State.Local;

/// <summary>Where a record stands in a file, in eight bytes: 44 bits of offset (16 TiB), 20 bits of length. No record stands at 0, where the header is.</summary>
internal readonly record struct RecordPlace
{
    /// <summary>Longer records count as this long.</summary>
    public const int LongestKnown = (1 << LengthBits) - 1;

    private const int LengthBits = 20;
    private readonly ulong _bits;

    /// <param name="offset">Where its frame starts.</param>
    /// <param name="length">Bytes with its frame.</param>
    public RecordPlace(long offset, int length) => _bits = ((ulong)offset << LengthBits) | (uint)Math.Min(length, LongestKnown);

    public long Offset => (long)(_bits >> LengthBits);

    public int Length => (int)(_bits & LongestKnown);

    public bool IsNone => _bits == 0;
}
