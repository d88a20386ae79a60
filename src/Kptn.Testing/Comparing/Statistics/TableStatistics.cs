using System.Text;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Counts a table's rows and describes its columns.</summary>
internal sealed class TableStatistics
{
    private const int CheckEvery = 1 << 14;

    private readonly ColumnCounter[] _columns;
    private readonly SpreadSample<IReadOnlyList<string?>> _sample;
    private long _rows;

    private TableStatistics(IReadOnlyList<string> columns, int samples)
    {
        _columns = [.. columns.Select(name => new ColumnCounter(name))];
        _sample = new SpreadSample<IReadOnlyList<string?>>(samples);
    }

    /// <summary>Adds what is in a table to its description.</summary>
    /// <exception cref="NotATableException">It is none.</exception>
    public static OutputDescription AddTo(OutputDescription description, string path, string file, CompareSettings settings, CancellationToken cancellation)
    {
        using var rows = new TableSource(file, path, settings).Open();
        var statistics = Read(rows, settings.Limits.Rows, cancellation);
        return description with { Rows = statistics._rows, Columns = [.. statistics._columns.Select(column => column.ToStatistics())], Sample = statistics._sample.All() };
    }

    /// <summary>Describes some columns of a table, by their places.</summary>
    public static IReadOnlyDictionary<int, ColumnStatistics> Of(ITableSource source, IReadOnlyCollection<int> places, CancellationToken cancellation)
    {
        using var rows = source.Open();
        var columns = places.Where(place => place < rows.Columns.Count).Select(place => (Place: place, Counter: new ColumnCounter(rows.Columns[place]))).ToArray();
        for (var count = 1L; rows.Read(); count++)
        {
            foreach (var (place, counter) in columns) counter.Add(rows.Row[place]);
            if (count % CheckEvery == 0) cancellation.ThrowIfCancellationRequested();
        }

        return columns.ToDictionary(column => column.Place, column => column.Counter.ToStatistics());
    }

    private static TableStatistics Read(IRowReader rows, int samples, CancellationToken cancellation)
    {
        var statistics = new TableStatistics(rows.Columns, samples);
        while (rows.Read())
        {
            statistics.Add(rows.Row);
            if (statistics._rows % CheckEvery == 0) cancellation.ThrowIfCancellationRequested();
        }

        return statistics;
    }

    private void Add(RowBuffer row)
    {
        for (var i = 0; i < _columns.Length; i++) _columns[i].Add(row[i]);
        if (_sample.Wants(_rows)) _sample.Add(_rows, [.. Enumerable.Range(0, _columns.Length).Select(i => row[i].IsNull ? null : Encoding.UTF8.GetString(row[i].Text))]);
        _rows++;
    }
}
