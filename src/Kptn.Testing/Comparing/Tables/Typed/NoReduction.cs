using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Leaves all rows, in their order.</summary>
internal sealed class NoReduction(Leftovers leftovers, CompareSettings settings)
{
    /// <summary>Copies them.</summary>
    public void Run()
    {
        Add(leftovers.Before, true);
        Add(leftovers.After, false);
    }

    private void Add(TypedTable table, bool isOld)
    {
        var nulls = string.Concat(Enumerable.Repeat(", NULL::VARCHAR", (isOld ? leftovers.After : leftovers.Before).Columns.Count));
        var texts = TypedSql.Texts("t", table);
        var rows = TypedSql.Rows(table, settings);
        leftovers.Add(isOld
            ? $"SELECT 1::BIGINT, t.r, 0::BIGINT, 0::BIGINT{texts}{nulls} FROM {rows} t ORDER BY t.r"
            : $"SELECT 0::BIGINT, 0::BIGINT, 1::BIGINT, t.r{nulls}{texts} FROM {rows} t ORDER BY t.r");
    }
}
