using System.Text;
using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>Rows that meet the settings' conditions, with their cells scrubbed.</summary>
internal sealed class PreparedRows : IRowReader
{
    private readonly IRowReader _rows;
    private readonly Scrubs _scrubs;
    private readonly List<(int Column, HashSet<string> Values, bool IsExcluded)> _conditions = [];

    public PreparedRows(IRowReader rows, Scrubs scrubs, IReadOnlyList<RowCondition> conditions)
    {
        (_rows, _scrubs) = (rows, scrubs);
        foreach (var condition in conditions)
        {
            var column = IndexOf(rows.Columns, condition.Column);
            // A table without the column is compared as a whole; the comparison says so.
            if (column >= 0) _conditions.Add((column, condition.Values.ToHashSet(StringComparer.Ordinal), condition.IsExcluded));
        }
    }

    public IReadOnlyList<string> Columns => _rows.Columns;

    public RowBuffer Row => _rows.Row;

    public long Offset => _rows.Offset;

    public TableTraits Traits => _rows.Traits;

    public bool Read()
    {
        while (_rows.Read())
        {
            if (!IsMeant()) continue;
            if (!_scrubs.IsEmpty) Scrub();
            return true;
        }

        return false;
    }

    public void Seek(long offset) => _rows.Seek(offset);

    public void Dispose() => _rows.Dispose();

    private bool IsMeant()
    {
        foreach (var (column, values, isExcluded) in _conditions)
        {
            if (values.Contains(Encoding.UTF8.GetString(Row[column].Text)) == isExcluded) return false;
        }

        return true;
    }

    private void Scrub()
    {
        for (var i = 0; i < Row.Count; i++)
        {
            if (!_scrubs.MayChange(Row[i].Text)) continue;
            var text = Encoding.UTF8.GetString(Row[i].Text);
            var scrubbed = _scrubs.Apply(text);
            if (scrubbed != text) Row.Rewrite(i, Encoding.UTF8.GetBytes(scrubbed));
        }
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name) return i;
        }

        return -1;
    }
}
