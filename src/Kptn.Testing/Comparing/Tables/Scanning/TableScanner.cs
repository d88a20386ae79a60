using Kptn.Testing.Comparing.Tables.Planning;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Scanning;

/// <summary>Scans a table once.</summary>
internal sealed class TableScanner
{
    private const int CheckEvery = 1 << 14;

    private readonly ulong[] _seeds;
    private readonly bool[] _isKey;
    private readonly bool _hasKey;
    private readonly int _width;
    private readonly int _samples;

    /// <param name="plan">The columns.</param>
    /// <param name="isNew">Which of both tables it is.</param>
    /// <param name="width">How many columns its header has.</param>
    /// <param name="samples">How many ragged rows to keep.</param>
    public TableScanner(TablePlan plan, bool isNew, int width, int samples)
    {
        (_width, _samples) = (width, samples);
        _seeds = new ulong[width + 1];
        _isKey = new bool[width + 1];
        _hasKey = plan.KeyPlaces.Count > 0;
        for (var place = 0; place < plan.Compared.Count; place++)
        {
            var column = plan.Compared[place];
            _seeds[isNew ? column.New : column.Old] = CellSeeds.Of(place);
            _isKey[isNew ? column.New : column.Old] = plan.KeyPlaces.Contains(place);
        }
    }

    /// <summary>Reads all rows.</summary>
    public ScannedTable Scan(ITableSource source, CancellationToken cancellation)
    {
        using var rows = source.Open();
        var table = new ScannedTable { Types = new TypeMask[_width + 1], Keys = _hasKey ? new() : null };
        while (rows.Read())
        {
            Add(rows, table);
            if (table.Count % CheckEvery == 0) cancellation.ThrowIfCancellationRequested();
        }

        table.Traits = rows.Traits;
        return table;
    }

    private void Add(IRowReader rows, ScannedTable table)
    {
        var row = rows.Row;
        if (row.Written != _width) AddRagged(rows, table);
        var types = table.Types;
        var (hash, key, hasEmptyKey) = (0UL, 0UL, false);
        for (var i = 0; i < types.Length; i++)
        {
            var cell = row[i];
            if (cell.IsNull)
            {
                types[i] |= TypeMask.Null;
                hasEmptyKey |= _isKey[i];
                continue;
            }

            // Once one value is text, so is the column, whatever the others are.
            if ((types[i] & TypeMask.Text) == 0) types[i] |= TypeMasks.Of(cell.Text, cell.Kind);
            if (_seeds[i] == 0) continue;
            var own = CellHash.Of(cell.Text, CellSeeds.Of(_seeds[i], cell.Kind));
            hash += own;
            if (_isKey[i]) key += own;
        }

        table.Hashes.Add(hash);
        table.Offsets.Add(rows.Offset);
        table.Keys?.Add(key);
        if (hasEmptyKey) table.EmptyKeys++;
    }

    private void AddRagged(IRowReader rows, ScannedTable table)
    {
        table.RaggedCount++;
        if (table.Ragged.Count < _samples) table.Ragged.Add((rows.Offset, rows.Row.Written));
    }
}
