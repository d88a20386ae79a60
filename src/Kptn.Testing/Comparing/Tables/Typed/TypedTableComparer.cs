using Kptn.Engine.DuckDb.Tables;
using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Planning;
using Kptn.Testing.Comparing.Tables.Scanning;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>
/// Compares tables that say their types. DuckDB takes out the rows that are equal, in bounded memory; what is left is compared as the rows of CSV
/// files are, so that keys, tolerance, scrubbing and all that is told of a difference are the same.
/// </summary>
internal sealed class TypedTableComparer(TypedWorkspace workspace, CompareSettings settings, CancellationToken cancellation)
{
    /// <summary>Rows whose values tell that a column was renamed.</summary>
    private const int Preview = 1_000;

    private readonly TypedStatistics _statistics = new(workspace);
    private readonly Scrubs _scrubs = new(settings.Scrub);

    /// <summary>Compares two tables.</summary>
    public DetailedDiff Compare(TypedTable before, TypedTable after)
    {
        var plan = Plan(before, after);
        using var leftovers = new Leftovers(workspace, before, after);
        var settled = Reduce(plan, leftovers);
        leftovers.Dispose();
        var (old, next) = (Table(leftovers.OldFile, before), Table(leftovers.NewFile, after));
        var facts = new TypedFacts(before.Columns, after.Columns, settled, columns => AreUnique(before, after, columns));
        using var tables = new TablePair(plan, (old, Scan(old, before, plan, false)), (next, Scan(next, after, plan, true)), settings) { Typed = facts };
        return TableComparer.Compare(tables, cancellation);
    }

    private long Reduce(TablePlan plan, Leftovers leftovers)
    {
        var isWhole = plan.Compared.Count == 0 || settings is { Ordered: true, Sort.IsOn: false };
        if (isWhole) new NoReduction(leftovers, settings).Run();
        if (isWhole) return 0;
        return plan.KeyPlaces.Count > 0 ? new KeyedReduction(workspace, plan, leftovers, settings).Run() : new WholeReduction(workspace, plan, leftovers, settings).Run();
    }

    private TablePlan Plan(TypedTable before, TypedTable after)
    {
        string[] oldNames = [.. before.Columns.Select(column => column.Name)], newNames = [.. after.Columns.Select(column => column.Name)];
        IReadOnlyDictionary<string, string> renamed = new Dictionary<string, string>();
        if (oldNames.Except(newNames).Any() && newNames.Except(oldNames).Any()) renamed = RenameFinder.Find(First(before, "old"), First(after, "new"), oldNames, newNames);
        return TablePlan.Of(oldNames, newNames, renamed, settings).WithoutSurplus();
    }

    private SpilledTable First(TypedTable table, string name)
    {
        var file = Path.Combine(workspace.Folder, name + ".first");
        using var writer = new SpillWriter(file);
        var kinds = table.Columns.Select(column => (column, column.Kind)).ToList();
        foreach (var row in workspace.Rows($"SELECT {TypedSql.Texts("t", table)[2..]} FROM {TypedSql.Rows(table, settings)} t ORDER BY t.r LIMIT {Preview}")) writer.Add(0, kinds, row);
        return Table(file, table);
    }

    private SpilledTable Table(string file, TypedTable table) => new(file, table, _scrubs, _statistics);

    private ScannedTable Scan(SpilledTable source, TypedTable table, TablePlan plan, bool isNew)
    {
        var scanned = new TableScanner(plan, isNew, table.Columns.Count, settings.Limits.Rows).Scan(source, cancellation);
        // What a column is, it says itself; what is left of its values may look like something else.
        for (var place = 0; place < table.Columns.Count; place++) scanned.Types[place] = table.Columns[place].Mask;
        return scanned;
    }

    private bool AreUnique(TypedTable before, TypedTable after, IReadOnlyList<PlanColumn> columns)
        => IsUnique(before, columns.Select(column => column.Old)) && IsUnique(after, columns.Select(column => column.New));

    private bool IsUnique(TypedTable table, IEnumerable<int> places)
    {
        var names = string.Join(", ", places.Select(place => TableUrl.Quoted(table.Columns[place].Name)));
        return workspace.Rows($"SELECT 1 FROM {table.From} GROUP BY {names} HAVING count(*) > 1 LIMIT 1").Count == 0;
    }
}
