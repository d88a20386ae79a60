namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Reads a table row by row.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>The columns' names; each is there once.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The row that was read last.</summary>
    RowBuffer Row { get; }

    /// <summary>The byte that row begins at.</summary>
    long Offset { get; }

    /// <summary>What is noteworthy of the file so far.</summary>
    TableTraits Traits { get; }

    /// <summary>Reads the next row.</summary>
    /// <returns>Whether there was one.</returns>
    bool Read();

    /// <summary>Goes on at a row.</summary>
    /// <param name="offset">The byte it begins at.</param>
    void Seek(long offset);
}
