namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>How a table is written, beside its values.</summary>
internal sealed record TableTraits
{
    /// <summary>Whether a byte order mark stands before it.</summary>
    public bool HasMark { get; init; }

    /// <summary>Whether lines end with CR LF.</summary>
    public bool HasCarriageReturns { get; init; }

    /// <summary>What stands between cells; 0 where it is not CSV.</summary>
    public byte Delimiter { get; init; }

    /// <summary>Names that stand more than once in the header.</summary>
    public IReadOnlyList<string> RepeatedNames { get; init; } = [];

    /// <summary>The byte of a quote that is never closed.</summary>
    public long? OpenQuote { get; init; }
}
