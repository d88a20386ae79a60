using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

/// <summary>Tables that scripts use, held against what tasks declare.</summary>
public sealed class TableOrderSpecs
{
    private const string Tasks = """
        load: {file: load.sql, outputs: ["duckdb://raw"]}
        clean: {file: clean.sql, outputs: ["duckdb://s.clean"]}
        report: {file: report.sql, outputs: [report.csv]}
        """;

    [Fact]
    public void Tables_of_dependencies_are_no_finding()
    {
        using var sandbox = Project("load: , clean: load, report: [clean]");
        Assert.Equal("", Warnings(sandbox));
        sandbox.Settle();
    }

    [Fact]
    public void A_table_of_a_task_that_is_no_dependency_is_told()
    {
        using var sandbox = Project("load: , clean: , report: [clean]");
        Assert.Equal("clean.sql:4:33: warning[undeclared-table]: task 'clean' reads table 'raw', an output of 'load', which is not among its dependencies, so it may be read before it is there; expected 'load' among the dependencies of 'clean'", Warnings(sandbox));
    }

    [Fact]
    public void A_table_of_a_task_further_up_is_told_since_a_change_of_it_alone_would_rerun_nothing()
    {
        using var sandbox = Project("load: , clean: load, report: [clean]").Write("report.sql", "copy (from RAW join s.clean using (i)) to ($scratch_dir || '/report.csv')");
        Assert.Contains("report.sql:1:12: warning[undeclared-table]: task 'report' reads table 'raw', an output of 'load', which is not among its dependencies, so a change of it alone reruns nothing", Warnings(sandbox), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_order_is_told()
    {
        using var sandbox = Project("clean: , load: clean, report: [clean]");
        Assert.Equal("clean.sql:4:33: warning[table-order]: task 'clean' reads table 'raw', which 'load' makes after it; expected 'load' before 'clean': a dependency the other way round", Warnings(sandbox));
    }

    [Fact]
    public void A_table_that_is_written_but_not_declared_is_told()
    {
        using var sandbox = Project("load: , clean: load, report: [clean]").Edit("kptn.yaml", ", outputs: [\"duckdb://raw\"]", "");
        Assert.Equal("clean.sql:4:33: warning[undeclared-table]: task 'clean' reads table 'raw', which 'load' writes and does not declare; expected duckdb://raw among the outputs of 'load'", Warnings(sandbox));
    }

    [Fact]
    public void A_table_that_nobody_is_known_to_make_is_told()
    {
        using var sandbox = Project("load: , clean: load, report: [clean]").Edit("kptn.yaml", "load: {file: load.sql, outputs: [\"duckdb://raw\"]}", "load: {file: load.py, cache_result: true}").Write("load.py", "def load(duckdb): return 1");
        Assert.Contains("task 'clean' reads table 'raw', which no task declares as an output, so a change of it reruns nothing; expected duckdb://raw among the outputs of the dependency that makes it (load)", Warnings(sandbox), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_another_tasks_table_is_told()
    {
        using var sandbox = Project("load: , clean: load, report: [clean]").Write("report.sql", "alter table raw add column j int; copy s.clean to ($scratch_dir || '/report.csv')").Edit("kptn.yaml", "report: [clean]", "report: [clean, load]");
        Assert.Contains("report.sql:1:13: warning[shared-table]: task 'report' changes table 'raw', an output of 'load'", Warnings(sandbox), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_items_are_those_of_their_pattern()
    {
        using var sandbox = SqlProject.Of("list: , each: list, all: each", """
            list: {file: list.py, cache_result: true, iterable_item: ST}
            each: {file: each.sql, map_over: ST, outputs: ["duckdb://t_${ST}"]}
            all: {file: all.sql, outputs: ["duckdb://all_t"]}
            """).Write("list.py", "def list(): return ['a', 'b']").Write("each.sql", "create or replace table t as select :ST").Write("all.sql", "create or replace table all_t as from t_a union all from T_b union all from other");
        var warning = Assert.Single(Warnings(sandbox).Split('\n'));
        Assert.Contains("reads table 'other'", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_and_explanations_show_what_each_task_reads_and_writes()
    {
        using var sandbox = Project("load: , clean: load, report: [clean]");
        Assert.Equal("load  writes raw\n└─ clean  reads raw; writes s.clean\n   └─ report  reads s.clean\n", sandbox.Kptn("graph").Out);
        Assert.Contains("reads raw; writes s.clean", sandbox.Kptn("graph", "--format", "mermaid").Out.Replace("#59;", ";", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"tables\": {\n        \"reads\": [\n          \"raw\"", sandbox.Kptn("graph", "--json").Out, StringComparison.Ordinal);
        Assert.Contains("tables: reads raw; writes s.clean", sandbox.Kptn("explain", "clean").Out, StringComparison.Ordinal);
        Assert.Contains("\"s.clean\"", sandbox.Kptn("explain", "clean", "--json").Out, StringComparison.Ordinal);
    }

    private static Sandbox Project(string graph) => SqlProject.Of(graph, Tasks)
        .Write("load.sql", "create or replace table raw as select i from range(10) t(i)")
        .Write("clean.sql", "create schema if not exists s;\n-- only the even ones\ncreate or replace table s.clean as\nselect i, '-- from x' as y from raw, (select date '2020-01-01' as d) where i % 2 = 0")
        .Write("report.sql", "copy (with x as (from s.clean) select * from x) to ($scratch_dir || '/report.csv')");

    private static string Warnings(Sandbox sandbox)
    {
        var exit = sandbox.Kptn("validate");
        Assert.Equal(0, exit.Code);
        return string.Join('\n', exit.Out.Split('\n').Where(line => line.Contains("warning[", StringComparison.Ordinal)));
    }
}
