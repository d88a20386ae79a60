namespace Kptn.Testing.Comparing.Statistics;

/// <summary>What is in an output, without all of it: for manifests of large snapshots.</summary>
public sealed record OutputDescription
{
    /// <summary>What it is compared as.</summary>
    public required CompareMode Kind { get; init; }

    /// <summary>Bytes; of all files where it is a folder.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of its bytes in lower-case hexadecimal digits; of a folder's listing.</summary>
    public required string Hash { get; init; }

    /// <summary>Rows of a table, lines of a text, files of a folder; <see langword="null"/> for others.</summary>
    public long? Rows { get; init; }

    /// <summary>Columns of a table in order.</summary>
    public IReadOnlyList<ColumnStatistics> Columns { get; init; } = [];

    /// <summary>Some rows of a table: the first, and others spread evenly, as written.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> Sample { get; init; } = [];

    /// <summary>Paths of a JSON document with their types and counts, such as <c>$.items[*].price</c>.</summary>
    public IReadOnlyList<JsonShape> Shape { get; init; } = [];
}
