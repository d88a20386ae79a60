using System.Runtime.InteropServices;
using Kptn.Engine.DuckDb.Native;
using Kptn.Engine.Languages.Sql;
using Kptn.Engine.Languages.Sql.Tables;

namespace Kptn.Engine.Tests.Languages.Sql;

public sealed partial class SqlTableSpecs
{
    public static TheoryData<string, string> Queries => new()
    {
        { "select * from a", "a" },
        { "select * from a, b as x, c y join d using (i)", "a b c d" },
        { "SELECT * FROM \"A b\" LEFT JOIN s.t ON true", "\"A b\" s.t" },
        { "from a select b", "a" },
        { "select extract(year from d), trim(both 'x' from e), substring(f from 2) from a", "a" },
        { "select * from a where x is distinct from y and y is not distinct from z", "a" },
        { "select (select max(i) from b) from a where exists (from c) and i in (select i from d)", "a b c d" },
        { "with x as (select * from a), y as (select * from x) select * from y, b", "a b" },
        { "with a as (select * from a) select * from a", "a" },
        { "with recursive r as (select 1 as i union all select i + 1 from r where i < 5) select * from r join a using (i)", "a" },
        { "with x(i) as materialized (select i from a) select * from x where i = (with z as (from b) select max(i) from z)", "a b" },
        { "select * from (a join b using (i)) join (select * from c) d using (i)", "a b c" },
        { "select * from ((a)), ((select * from b)) x", "a b" },
        { "select * from range(10) t(i), read_csv('x.csv'), a", "a" },
        { "select * from a, unnest([1, 2, b]) u, lateral (select * from c where c.i = a.i)", "a c" },
        { "select * from a union all by name (select * from b) except select * from c order by i, j limit 3", "a b c" },
        { "select * from (values (1), (2)) v(i), a", "a" },
        { "select {'from': a.i, 'x': [i, j]} from a, b where [a.i, b.i] = [1, (select i from c)]", "a b c" },
        { "select 'from b', \"from\", $$ from c $$ from a -- , d\n /* join e */", "a" },
        { "select * from x: a, b", "a b" },
        { "select * exclude (i) replace (j as k), count(*) filter (where i > 0) over (partition by j order by k rows between 1 preceding and current row) from a", "a" },
        { "select * from a positional join b asof join c on a.i >= c.i semi join d using (i)", "a b c d" },
        { "select case when i > 1 then 2 end from a join b on case when a.i = 1 then true end, c", "a b c" },
        { "pivot a on i using sum(j) group by k", "a" },
        { "unpivot a on i, j into name n value v", "a" },
        { "select * from a pivot (sum(j) for i in (1, 2))", "a" },
        { "summarize a", "a" },
        { "describe select * from a", "a" },
        { "table a", "a" },
        { "select [x for x in l if x > 1], list_transform(l, lambda x: x + 1) from a tablesample 10%", "a" },
        { "select * from information_schema.tables, duckdb_tables(), 'file.csv', \"dir/other.parquet\", temp.t", "" },
        { "select count(*) from w.a, w.main.b, memory.main.c, memory.s.d", "w.a w.main.b memory.main.c memory.s.d" },
        { "explain analyze select * from a", "a" },
        { "prepare p as select * from a where i = $1", "a" },
        { "show tables", "" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_reads_what_it_names(string sql, string expected)
    {
        var tables = Tables(sql);
        Assert.Equal(Sorted(expected), Sorted(string.Join(' ', tables.Reads.Select(Shown))));
        Assert.Empty(tables.Writes);
    }

    // DuckDB's own binder is asked what it would look up. Where it cannot bind without the tables it names none, and it writes samples and aliases into names.
    [Fact]
    public void DuckDB_names_the_same_tables()
    {
        var compared = 0;
        foreach (var (sql, expected) in Queries.Select(row => row.Data))
        {
            if (sql.Contains("tablesample", StringComparison.Ordinal) || sql.Contains("x: a", StringComparison.Ordinal) || sql.Contains("information_schema", StringComparison.Ordinal)) continue;
            if (Named(sql) is not { Count: > 0 } named) continue;
            Assert.Equal(Sorted(expected), Sorted(string.Join(' ', named)));
            compared++;
        }

        Assert.InRange(compared, 14, 40);
    }

    [Theory]
    [InlineData("create table t as select * from a", "a", "t")]
    [InlineData("create or replace table t as from t join a using (i)", "t a", "t")]
    [InlineData("create table if not exists s.t (i int references a (i), check (i > 0)); insert into s.t select * from b", "a b", "s.t")]
    [InlineData("create temp table t as from a; create table u as from t", "a", "u")]
    [InlineData("create table w as from a; create view v as from w; drop table w", "a", "v")]
    [InlineData("drop table if exists t; create table t as from a", "a", "t")]
    [InlineData("insert into t by name select * from a", "t a", "t")]
    [InlineData("insert or replace into t (i, j) values (1, (select max(i) from a)) on conflict do update set i = 2 returning *", "t a", "t")]
    [InlineData("with x as (from a) insert into t from x", "a t", "t")]
    [InlineData("update t as u set i = b.i, j = (select 1 from c) from b where u.k = b.k", "t b c", "t")]
    [InlineData("delete from t using a, b where t.i = a.i and exists (from c)", "t a b c", "t")]
    [InlineData("merge into t as x using (from a) as s on x.i = s.i when matched then update set i = s.i, j = 2 when not matched then insert (i, j) values (1, 2)", "t a", "t")]
    [InlineData("merge into t using a on t.i = a.i when matched then delete", "t a", "t")]
    [InlineData("truncate t; truncate table u", "t u", "t u")]
    [InlineData("alter table if exists t add column j int", "t", "t")]
    [InlineData("alter table t rename to u", "t", "t u")]
    [InlineData("create table t_new as from a; drop table t; alter table t_new rename to t", "a", "t")]
    [InlineData("create unique index i on t (j)", "t", "t")]
    [InlineData("copy t from 'a.csv' (format csv, header)", "t", "t")]
    [InlineData("copy t (i, j) to 'a.csv'; copy (select * from b) to 'b.parquet' (format parquet)", "t b", "")]
    [InlineData("create macro m(x) as table select * from a where i = x; create function f(x) as (select max(i) from b where j = x)", "a b", "")]
    [InlineData("create type mood as enum (select m from a)", "a", "")]
    [InlineData("attach 'other.duckdb'; attach 'x.db' as o (read_only); create table t as from o.a, other.main.b, c", "c", "t")]
    [InlineData("use s; create table t as from a, main.b", "s.a b", "s.t")]
    [InlineData("set schema = 's'; insert into t from a", "s.t s.a", "s.t")]
    [InlineData("set variable v = (select max(i) from a); set threads to 2", "a", "")]
    [InlineData("begin; checkpoint; pragma table_info('x'); comment on table t is 'from a'; commit", "", "")]
    [InlineData("insert into T from A; insert into t from a", "T A", "T")]
    public void Statements_write_what_they_change(string sql, string reads, string writes)
    {
        var tables = Tables(sql);
        Assert.Equal((Sorted(reads), Sorted(writes)), (Sorted(string.Join(' ', tables.Reads.Select(Shown))), Sorted(string.Join(' ', tables.Writes.Select(Shown)))));
    }

    [Fact]
    public void A_table_is_found_at_its_line_and_column()
    {
        var table = Assert.Single(Tables("-- one\nselect *\n  from  tab").Reads);
        Assert.Equal((3, 9), (table.Line, table.Column));
    }

    [Theory]
    [InlineData("a", "main.a")]
    [InlineData("S.A", "s.a")]
    [InlineData("w.a", "main.a")]
    [InlineData("w.s.a", "s.a")]
    [InlineData("x.s.a", null)]
    public void The_name_of_the_projects_database_says_no_more(string written, string? expected) =>
        Assert.Equal(expected, Assert.Single(Tables("from " + written).Reads).In("w"));

    [Fact]
    public void What_no_parser_would_take_ends_all_the_same()
    {
        var random = new Random(5);
        string[] words = ["select", "from", "with", "as", "(", ")", ",", "join", "a", "\"b\"", ".", ";", "create", "table", "insert", "into", "values", "'x'", "[", "]", "update", "set", "drop", ":", "use", "attach", "pivot", "merge", "using", "recursive"];
        for (var i = 0; i < 3000; i++) Tables(string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)])));
        Tables(new string('(', 50_000) + "from a");
        Tables("from " + new string('(', 3000) + "a" + new string(')', 3000));
    }

    private static SqlTables Tables(string sql) => SqlTables.Of(sql, SqlTokenizer.Read(sql));

    private static string Shown(SqlTableName name)
    {
        string[] parts = name.Catalog.Length > 0 ? [name.Catalog, name.Schema, name.Name] : name.Schema == SqlTableName.MainSchema ? [name.Name] : [name.Schema, name.Name];
        return string.Join('.', parts.Select(part => part.Contains(' ') ? $"\"{part}\"" : part));
    }

    private static string Sorted(string names) => string.Join('|', names.Replace("\"A b\"", "\"A_b\"", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    private static List<string> Named(string sql)
    {
        Assert.Equal(Duck.Success, Duck.CreateConfig(out var config));
        Assert.Equal(Duck.Success, Duck.Open(null, out var database, config, out _));
        Assert.Equal(Duck.Success, Duck.Connect(database, out var connection));
        using (config)
        using (database)
        using (connection)
        {
            var value = GetTableNames(connection.DangerousGetHandle(), sql, true);
            var names = new List<string>();
            for (var i = 0ul; i < ListSize(value); i++)
            {
                var item = ListChild(value, i);
                names.Add(Duck.Take(GetText(item)));
                Destroy(ref item);
            }

            Destroy(ref value);
            return names.FindAll(name => !name.Contains('/') && !name.Contains(".csv", StringComparison.Ordinal));
        }
    }

    [LibraryImport(Duck.Library, EntryPoint = "duckdb_get_table_names", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint GetTableNames(nint connection, string query, [MarshalAs(UnmanagedType.U1)] bool qualified);

    [LibraryImport(Duck.Library, EntryPoint = "duckdb_get_list_size")]
    private static partial ulong ListSize(nint value);

    [LibraryImport(Duck.Library, EntryPoint = "duckdb_get_list_child")]
    private static partial nint ListChild(nint value, ulong index);

    [LibraryImport(Duck.Library, EntryPoint = "duckdb_get_varchar")]
    private static partial nint GetText(nint value);

    [LibraryImport(Duck.Library, EntryPoint = "duckdb_destroy_value")]
    private static partial void Destroy(ref nint value);
}
