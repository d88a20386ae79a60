using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Planning;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>
/// Leaves only rows that have no equal one under their key: one full outer join. Rows whose key stands twice or is null are left too, as the order
/// among them counts.
/// </summary>
internal sealed class KeyedReduction(TypedWorkspace workspace, TablePlan plan, Leftovers leftovers, CompareSettings settings)
{
    private const int NewOnly = 1;
    private const int OldOnly = 2;
    private const int Unequal = 3;
    private const string Repeated = "kptn_repeated";

    private readonly string _old = TypedSql.Rows(leftovers.Before, settings);
    private readonly string _new = TypedSql.Rows(leftovers.After, settings);
    private readonly (string Old, string New)[] _keys = [.. plan.KeyPlaces.Select(place => TypedSql.Pair(plan.Compared[place], leftovers.Before, leftovers.After))];

    /// <summary>Finds them.</summary>
    /// <returns>How many rows are equal on both sides.</returns>
    public long Run()
    {
        var (before, after) = (Count(_old), Count(_new));
        var sieve = workspace.Sieve;
        sieve.Reset();
        // With keys that stand once there cannot be more; with others there may be far too many.
        sieve.Most = before + after;
        var isDone = leftovers.Add(Join(_old, _new));
        sieve.Most = long.MaxValue;
        var pairs = sieve[0] + sieve[Unequal];
        if (isDone && pairs + sieve[OldOnly] == before && pairs + sieve[NewOnly] == after) return sieve[0];
        leftovers.Clear();
        return RunWithoutRepeated();
    }

    private long RunWithoutRepeated()
    {
        workspace.Run($"CREATE OR REPLACE TEMP TABLE {Repeated} AS SELECT {Keys(true, "AS k")} FROM {_old} o GROUP BY ALL HAVING count(*) > 1 UNION SELECT {Keys(false, "AS k")} FROM {_new} n GROUP BY ALL HAVING count(*) > 1");
        workspace.Sieve.Reset();
        var (old, next) = ($"(SELECT * FROM {_old} o ANTI JOIN {Repeated} d ON {IsRepeated(true)})", $"(SELECT * FROM {_new} n ANTI JOIN {Repeated} d ON {IsRepeated(false)})");
        leftovers.Add(Join(old, next));
        var nulls = string.Concat(Enumerable.Repeat(", NULL::VARCHAR", leftovers.After.Columns.Count));
        leftovers.Add($"SELECT 1::BIGINT, o.r, 0::BIGINT, 0::BIGINT{TypedSql.Texts("o", leftovers.Before)}{nulls} FROM {_old} o SEMI JOIN {Repeated} d ON {IsRepeated(true)} ORDER BY o.r");
        nulls = string.Concat(Enumerable.Repeat(", NULL::VARCHAR", leftovers.Before.Columns.Count));
        leftovers.Add($"SELECT 0::BIGINT, 0::BIGINT, 1::BIGINT, n.r{nulls}{TypedSql.Texts("n", leftovers.After)} FROM {_new} n SEMI JOIN {Repeated} d ON {IsRepeated(false)} ORDER BY n.r");
        return workspace.Sieve[0];
    }

    private string Join(string old, string next)
    {
        var join = string.Join(" AND ", _keys.Select(key => $"{key.Old} IS NOT DISTINCT FROM {key.New}"));
        var isEmpty = _keys.Select(key => $"{key.Old} IS NULL");
        var differ = Enumerable.Range(0, plan.Compared.Count).Except(plan.KeyPlaces)
            .Select(place => TypedSql.Pair(plan.Compared[place], leftovers.Before, leftovers.After)).Select(pair => $"{pair.Old} IS DISTINCT FROM {pair.New}");
        return $"""
            SELECT CASE WHEN o.p THEN 1 ELSE 0 END::BIGINT, o.r, CASE WHEN n.p THEN 1 ELSE 0 END::BIGINT, n.r{TypedSql.Texts("o", leftovers.Before)}{TypedSql.Texts("n", leftovers.After)}
            FROM {old} o FULL OUTER JOIN {next} n ON {join}
            WHERE {Kptn.Engine.DuckDb.RowSieve.Name}((CASE WHEN o.p IS NULL THEN {NewOnly} WHEN n.p IS NULL THEN {OldOnly} WHEN {TypedSql.Any([.. isEmpty, .. differ])} THEN {Unequal} ELSE 0 END)::UTINYINT)
            ORDER BY coalesce(n.r, o.r), n.r, o.r
            """;
    }

    private string Keys(bool isOld, string label) => string.Join(", ", _keys.Select((key, i) => $"{(isOld ? key.Old : key.New)} {label}{i}"));

    private string IsRepeated(bool isOld) => string.Join(" AND ", _keys.Select((key, i) => $"{(isOld ? key.Old : key.New)} IS NOT DISTINCT FROM d.k{i}"));

    private long Count(string rows) => (long)workspace.Rows($"SELECT count(*) FROM {rows}")[0][0]!;
}
