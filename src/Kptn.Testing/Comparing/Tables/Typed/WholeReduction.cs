using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Planning;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Leaves only rows that stand more often on one side than on the other, equal in all compared columns; in any order.</summary>
internal sealed class WholeReduction(TypedWorkspace workspace, TablePlan plan, Leftovers leftovers, CompareSettings settings)
{
    /// <summary>Finds them.</summary>
    /// <returns>How many rows are equal on both sides.</returns>
    public long Run()
    {
        var (old, next) = (TypedSql.Rows(leftovers.Before, settings), TypedSql.Rows(leftovers.After, settings));
        var count = (long)workspace.Rows($"SELECT count(*) FROM {old}")[0][0]!;
        if (plan.Compared.Count == 0) return 0;
        var pairs = plan.Compared.Select(column => TypedSql.Pair(column, leftovers.Before, leftovers.After, "", "")).ToList();
        var (left, right) = (Select(old, "1", pairs.Select(pair => pair.Old), leftovers.Before, true), Select(next, "-1", pairs.Select(pair => pair.New), leftovers.After, false));
        var groups = string.Join(", ", Enumerable.Range(0, pairs.Count).Select(i => $"g{i}"));
        leftovers.Add($"""
            SELECT greatest(sum(s), 0)::BIGINT AS a, coalesce(min(ro), 0) AS first_old, greatest(-sum(s), 0)::BIGINT AS b, coalesce(min(rn), 0) AS first_new{Texts(leftovers.Before, "o", column => column.Old)}{Texts(leftovers.After, "n", column => column.New)}
            FROM ({left} UNION ALL BY NAME {right}) GROUP BY {groups} HAVING sum(s) <> 0 ORDER BY a > 0, CASE WHEN a > 0 THEN first_old ELSE first_new END
            """);
        return count - leftovers.OldCount;
    }

    // Columns that are not compared are kept beside, to be shown.
    private string Select(string rows, string sign, IEnumerable<string> groups, TypedTable table, bool isOld)
    {
        var compared = plan.Compared.Select(column => isOld ? column.Old : column.New).ToHashSet();
        var others = Enumerable.Range(0, table.Columns.Count).Where(place => !compared.Contains(place)).Select(place => $", c{place} AS {(isOld ? "o" : "n")}{place}");
        var (one, other) = isOld ? ("ro", "rn") : ("rn", "ro");
        return $"SELECT {sign} AS s, r AS {one}, NULL::BIGINT AS {other}{string.Concat(groups.Select((group, i) => $", {group} AS g{i}"))}{string.Concat(others)} FROM {rows}";
    }

    private string Texts(TypedTable table, string prefix, Func<PlanColumn, int> placeOf)
    {
        var groups = plan.Compared.Select((column, i) => (Place: placeOf(column), Group: i)).ToDictionary(pair => pair.Place, pair => pair.Group);
        return string.Concat(Enumerable.Range(0, table.Columns.Count)
            .Select(place => groups.TryGetValue(place, out var group) ? $", g{group}::VARCHAR" : $", any_value({prefix}{place})::VARCHAR"));
    }
}
