using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

/// <summary>Tests of tasks that read and write tables.</summary>
public sealed class TableTestSpecs
{
    [Fact]
    public void A_database_that_a_function_tells_is_another_one_in_tests()
    {
        using var sandbox = Sandbox.Empty().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: , p: a, c: [a, p]}}}
            config: {folder: data, duckdb: {function: "src.db:engine", alias: db}}
            tasks:
              a: {file: a.sql, outputs: ["duckdb://a"]}
              p: {file: "p.py:p", cache_result: true}
              c: {file: c.sql, cache_result: true}
            """)
            .Write("src/db.py", "import os\ndef engine(folder):\n    os.makedirs(folder, exist_ok=True)\n    return os.path.join(folder, 'w.duckdb')\n")
            .Write("a.sql", "create or replace table a as select 1 as i").Write("p.py", "def p(db): return db").Write("c.sql", "select i, :p as p from a");
        sandbox.Kptn("test");
        Assert.Equal(0, sandbox.Kptn("approve", "--all").Code);
        Assert.False(File.Exists(sandbox["data/w.duckdb"]));

        sandbox.Settle();
        var before = File.ReadAllBytes(sandbox["data/w.duckdb"]);
        sandbox.Write("a.sql", "create or replace table a as select 2 as i");
        var red = sandbox.Kptn("test");
        Assert.Equal(1, red.Code);
        Assert.Contains("1 changed, 2 same", red.Out, StringComparison.Ordinal);
        Assert.Contains("column i: 1 cell, +1", red.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(sandbox["data/w.duckdb"]));
    }

    [Fact]
    public void Tables_of_items_are_tested_item_by_item_and_on_the_newest_state_where_asked()
    {
        using var sandbox = SqlProject.Of("list: , each: list, all: each", """
            list: {file: list.py, cache_result: true, iterable_item: X}
            each: {file: "each_${X}.sql", map_over: X, outputs: ["duckdb://t_${X}"]}
            all: {file: all.sql, outputs: ["duckdb://everything"]}
            """).Write("list.py", "def list(): return ['a', 'b']")
            .Write("each_a.sql", "create or replace table t_a as select 'a' as x, 1 as n").Write("each_b.sql", "create or replace table t_b as select 'b' as x, 1 as n")
            .Write("all.sql", "create or replace table everything as from t_a union all from t_b");
        sandbox.Kptn("test");
        Assert.Equal(0, sandbox.Kptn("approve", "--all").Code);
        Assert.Contains("4 same", sandbox.Kptn("test").Out, StringComparison.Ordinal);
        Assert.Contains("4 same", sandbox.Kptn("test", "--twice").Out, StringComparison.Ordinal);

        sandbox.Write("each_b.sql", "create or replace table t_b as select 'b' as x, 2 as n").Settle();
        Assert.Contains("changed  g/each[b]", sandbox.Kptn("test").Out, StringComparison.Ordinal);
        var latest = sandbox.Kptn("test", "all", "--upstream", "latest").Out;
        Assert.Contains("changed  g/all", latest, StringComparison.Ordinal);
        Assert.Contains("column n: 1 cell, +1", latest, StringComparison.Ordinal);
    }

    [Fact]
    public void The_database_is_closed_between_items_where_another_process_wants_it()
    {
        using var sandbox = SqlProject.Of("list: , first: , each: [list, first], one: first, two: one, three: two", """
            first: {file: first.sql}
            list: {file: list.py, cache_result: true, iterable_item: X}
            each: {file: each.sql, map_over: X, cache_result: true}
            one: {file: "use.py:use", cache_result: true, args: {n: 1}}
            two: {file: "use.py:use", cache_result: true, args: {n: 2}}
            three: {file: "use.py:use", cache_result: true, args: {n: 3}}
            """).Write("list.py", "def list(): return [i for i in range(200)]").Write("each.sql", "insert into t select :X; select :X as x").Write("first.sql", "create or replace table t (i int)")
            .Write("use.py", "import fcntl, time\ndef use(duckdb, n):\n    time.sleep(0.2)\n    with open(duckdb, 'a+b') as file:\n        for _ in range(10):\n            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)\n            time.sleep(0.01)\n            fcntl.lockf(file, fcntl.LOCK_UN)\n    return n\n");
        var run = sandbox.Run("-j", "4");
        Assert.True(run.Exit.Code == 0, run.ToString());
        Assert.Equal("200", sandbox.Ask("select count(distinct i) from t"));
    }
}
