using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>A table that can be read again and again.</summary>
internal interface ITableSource
{
    /// <summary>Bytes.</summary>
    long Size { get; }

    /// <summary>The file.</summary>
    string Path { get; }

    /// <summary>Opens it.</summary>
    IRowReader Open();

    /// <summary>Opens it for the first cells of rows that are sought one by one; each may have more.</summary>
    IRowReader Open(int cells);

    /// <summary>The lines, from 1, that rows begin on.</summary>
    long[] Lines(long[] offsets);

    /// <summary>Describes some columns, by their places.</summary>
    IReadOnlyDictionary<int, ColumnStatistics> Describe(IReadOnlyCollection<int> places, CancellationToken cancellation);
}
