namespace Kptn.Engine.DuckDb;

/// <summary>How a database is opened.</summary>
/// <param name="Path">The file, absolute; <see langword="null"/> for a database in memory.</param>
internal sealed record DuckOptions(string? Path)
{
    /// <summary>Whether nothing may change.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>MiB it may take; <see langword="null"/> for DuckDB's own limit.</summary>
    public int? Memory { get; init; }

    /// <summary>How many threads work for it; <see langword="null"/> for one a processor.</summary>
    public int? Threads { get; init; }

    /// <summary>Where files are looked for that are not named whole, absolute.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Where goes what memory does not hold, absolute; <see langword="null"/> for beside the database.</summary>
    public string? TemporaryFolder { get; init; }
}
