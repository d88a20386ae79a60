namespace Kptn.Engine.Execution.Sql;

/// <summary>One run of a script: a try of a task, or of an item.</summary>
/// <param name="Script">The script, absolute.</param>
/// <param name="LogPath">Gets a line for each statement.</param>
/// <param name="ResultPath">Where the result goes; <see langword="null"/> where none is kept.</param>
/// <param name="Values">What parameters stand for.</param>
/// <param name="Tables">Outputs that are tables.</param>
/// <param name="Timeout">Its limit.</param>
internal sealed record SqlWork(string Script, string LogPath, string? ResultPath, SqlValues Values, IReadOnlyList<string> Tables, TimeSpan? Timeout)
{
    /// <summary>How many values the result's rows have, each by itself; 0 for objects with a name for each column.</summary>
    public int Parts { get; init; }

    /// <summary>Whether the database is the task's own, in memory.</summary>
    public bool IsInMemory { get; init; }

    /// <summary>MiB it may take.</summary>
    public int? Memory { get; init; }

    /// <summary>How many threads work for it.</summary>
    public int? Threads { get; init; }
}
