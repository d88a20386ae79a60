using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

public sealed class TableSpecs
{
    private const string Chain = """
        raw: {file: raw.sql, outputs: ["duckdb://raw"]}
        clean: {file: clean.sql, outputs: ["duckdb://main.clean"]}
        report: {file: report.sql, outputs: [report.csv]}
        """;

    [Fact]
    public void A_table_with_an_odd_name_is_named_in_quotes()
    {
        using var sandbox = SqlProject.Of("a: , b: a", """
            a: {file: a.sql, outputs: ['duckdb://"Wéird; t."', 'duckdb://"my s"."t""x"', 'duckdb://S."t"']}
            b: {file: b.sql, cache_result: true}
            """)
            .Write("a.sql", "create schema if not exists \"my s\"; create schema if not exists s; create or replace table \"wéird; t.\" as select 1 as i; create or replace table \"my s\".\"t\"\"x\" as select 2 as i; create or replace table s.t as select 3 as i")
            .Write("b.sql", "select * from \"WéIRD; T.\" union all from \"my s\".\"T\"\"X\" union all from s.t");
        sandbox.Settle();
        Assert.DoesNotContain("warning", sandbox.Kptn("validate").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_stops_at_the_first_table_that_holds_the_same()
    {
        using var sandbox = New();
        sandbox.Runs("raw: no cached state; clean: no cached state; report: no cached state");
        sandbox.Write("raw.sql", "create or replace table raw as select 9 - i as i from range(10) t(i)").Runs("raw: code changed: raw.sql");
        sandbox.Write("raw.sql", "create or replace table raw as select i from range(10) t(i) union all select -1").Runs("raw: code changed: raw.sql; clean: inputs changed: raw/duckdb://raw");
        sandbox.Write("raw.sql", "create or replace table raw as select i from range(11) t(i)").Runs("raw: code changed: raw.sql; clean: inputs changed: raw/duckdb://raw; report: inputs changed: clean/duckdb://main.clean");
        Assert.Equal("55", sandbox.Read("scratch/report.csv").Trim());
    }

    [Fact]
    public void What_others_do_to_tables_is_seen()
    {
        using var sandbox = New();
        sandbox.Settle();
        Foreign(sandbox, "create table other as select 1");
        sandbox.RunsNothing();
        Foreign(sandbox, "insert into clean values (100)");
        sandbox.Runs("clean: outputs modified: duckdb://main.clean");
        Foreign(sandbox, "drop table clean");
        sandbox.Runs("clean: outputs missing: duckdb://main.clean");
        sandbox.Delete("data.duckdb").Runs("raw: outputs missing: duckdb://raw; clean: outputs missing: duckdb://main.clean");
    }

    [Fact]
    public void DuckDB_is_not_even_loaded_where_nothing_is_to_do()
    {
        using var sandbox = New();
        sandbox.Settle();
        sandbox.Environment["LD_DEBUG"] = "files";
        foreach (var verb in new[] { "plan", "run", "status" }) Assert.DoesNotContain("libduckdb", sandbox.Kptn(verb).Error, StringComparison.Ordinal);
        sandbox.Write("raw.sql", "create or replace table raw as select 1 as i");
        Assert.DoesNotContain("libduckdb", sandbox.Kptn("plan", "--no-restore").Error, StringComparison.Ordinal);
        Assert.Contains("libduckdb", sandbox.Kptn("run", "--no-restore").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_not_made_is_an_error()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, outputs: [\"duckdb://s.t\"]}").Write("a.sql", "create or replace table t as select 1");

        Assert.Contains("its output 'duckdb://s.t' is not there (there is no such table in 'data.duckdb')", sandbox.Run().Problems(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_in_memory_is_refused()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, outputs: [\"duckdb://t\"]}", ":memory:").Write("a.sql", "create or replace table t as select 1");
        var exit = sandbox.Kptn("run", "--no-restore");

        Assert.Equal(2, exit.Code);
        Assert.Contains("a database in memory is gone when its task ends", exit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_have_tables_of_their_own()
    {
        using var sandbox = SqlProject.Of("list: , each: list", """
            list: {file: list.sql, cache_result: true, iterable_item: ST}
            each: {file: each.sql, map_over: ST, outputs: ["duckdb://t_${ST}"]}
            """).Write("list.sql", "select unnest(['nc', 'sc'])").Write("each.sql", "set variable name = 't_' || :ST; create or replace table t_nc as select 1; create or replace table t_sc as select 2;");

        sandbox.Settle();

        Assert.Equal("2", sandbox.Ask("select count(*) from information_schema.tables where table_name like 't_%'"));
        Foreign(sandbox, "insert into t_sc values (5)");
        Assert.Equal(0, sandbox.Run().Exit.Code);
        Assert.Equal("1", sandbox.Ask("select count(*) from t_sc"));
    }

    private static void Foreign(Sandbox sandbox, string sql)
    {
        using var other = SqlProject.Of("x: ", "x: {file: x.sql}", sandbox["data.duckdb"]).Write("x.sql", sql);
        var run = other.Run();
        Assert.True(run.Exit.Code == 0, run.ToString());
    }

    private static Sandbox New() => SqlProject.Of("raw: , clean: raw, report: clean", Chain)
        .Write("raw.sql", "create or replace table raw as select i from range(10) t(i)")
        .Write("clean.sql", "create or replace table clean as select i from raw where i >= 0")
        .Write("report.sql", "copy (select sum(i) from clean) to ($scratch_dir || '/report.csv') (header false)");
}
