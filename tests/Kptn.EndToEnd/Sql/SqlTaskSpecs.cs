namespace Kptn.EndToEnd.Sql;

public sealed class SqlTaskSpecs
{
    [Theory]
    [InlineData("create temp table t as select :X as x; set variable v = 1; create or replace table last as from t; select x, getvariable('w') as w from t")]
    [InlineData("attach ':memory:' as o; create table o.t as select :X as x; select x, null as w from o.t")]
    [InlineData("create temp table t as select :X as x; prepare p as from t; set threads to 1; select x, null as w from t")]
    [InlineData("create temp macro m(a) as a + 1; create temp table t as select :X as x; select x, null as w from t")]
    public void An_item_finds_nothing_of_the_session_of_the_item_before_it(string script)
    {
        using var sandbox = SqlProject.Of("list: , each: list, all: each", """
            list: {file: list.py, cache_result: true, iterable_item: X}
            each: {file: each.sql, map_over: X, bundle_size: 10, cache_result: true}
            all: {file: all.py, outputs: [all.txt]}
            """).Write("list.py", "def list(): return [1, 2, 3, 4, 5, 6]").Write("each.sql", script)
            .Write("all.py", "def all(each, scratch_dir): open(scratch_dir + '/all.txt', 'w').write(' '.join(str(row['x']) + str(row['w']) for one in each for row in one))");
        sandbox.Settle();
        Assert.Equal("1None 2None 3None 4None 5None 6None", sandbox.Read("scratch/all.txt"));
    }

    [Fact]
    public void Parameters_come_from_args_config_results_and_items()
    {
        using var sandbox = SqlProject.Of("list: , one: list, all: [one, list]", """
            list: {file: list.sql, cache_result: true, iterable_item: "ST,N"}
            one: {file: one.sql, map_over: "ST,N", args: {word: "it's; :x"}, outputs: ["${ST}.txt"]}
            all: {file: all.sql, args: {days: [1, 2], rows: {ref: list}, no: null}, outputs: [all.txt]}
            """)
            .Edit("kptn.yaml", "config:\n", "config:\n  floor: 1.5\n  far: {value: 7, alias: near}\n")
            .Write("list.sql", "select * from (values ('NC', 1), ('SC', 2)) t(a, b) order by a")
            .Write("one.sql", "copy (select :ST || ':' || $n || ':' || :word || ':' || :floor::int) to ($scratch_dir || '/' || :ST || '.txt') (header false, quote '')")
            .Write("all.sql", "copy (select :days[1:1]::varchar || len(:rows::json::varchar[])::varchar || (2 in :days) || (:no is null) || :near::varchar || ':far') to (:scratch_dir || '/all.txt') (header false, quote '')");

        sandbox.Runs("list: no cached state; one: no cached state; all: no cached state");

        Assert.Equal("NC:1:it's; :x:2", sandbox.Read("scratch/NC.txt").Trim());
        Assert.Equal("SC:2:it's; :x:2", sandbox.Read("scratch/SC.txt").Trim());
        Assert.Equal("[1]2truetrue7:far", sandbox.Read("scratch/all.txt").Trim());
        sandbox.Edit("kptn.yaml", "floor: 1.5", "floor: 2.6").Runs("one: config changed: floor; all: inputs changed: one/${ST}.txt");
        sandbox.Edit("kptn.yaml", "value: 7", "value: 8").Runs("all: config changed: far");
    }

    [Fact]
    public void Comments_and_white_space_run_nothing_again()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, outputs: [\"duckdb://a\"]}").Write("a.sql", "create or replace table a as select 1 as i;");
        sandbox.Settle();

        sandbox.Write("a.sql", "-- made\r\ncreate or replace table a\r\n  as select 1 as i /* ; */;\r\n").RunsNothing();
        sandbox.Write("a.sql", "create or replace table a as select 2 as i;").Runs("a: code changed: a.sql");
    }

    [Fact]
    public void What_fails_is_rolled_back_and_says_where()
    {
        using var sandbox = SqlProject.Of("a: , b: a", """
            a: {file: a.sql, outputs: ["duckdb://t"]}
            b: {file: b.sql}
            """)
            .Write("a.sql", "create or replace table t as select 1 as i;")
            .Write("b.sql", "insert into t values (2);\ncreate table u (i int);\n\ninsert into t\n  select nothing from t;\n");

        var run = sandbox.Run();

        Assert.Equal(1, run.Exit.Code);
        Assert.Contains("b.sql:5: statement 3 (insert into t select nothing from t): Binder Error: ", run.Problems(), StringComparison.Ordinal);
        Assert.Contains("[1/3] line 1: insert into t values (2), 1 row, ", sandbox.Log("b"), StringComparison.Ordinal);
        Assert.Equal("1|0", sandbox.Ask("select (select count(*) from t), (select count(*) from information_schema.tables where table_name = 'u')"));
        sandbox.Write("b.sql", "attach ':memory:' as m;\ninsert into t values (2);\ncreate table m.x (i int);");
        Assert.Contains("give the script transactions of its own", sandbox.Run().Problems(), StringComparison.Ordinal);
        sandbox.Write("b.sql", "insert into t values (2);\nselekt 1;");
        Assert.Contains("b.sql:2: statement 2 (selekt 1): Parser Error: ", sandbox.Run().Problems(), StringComparison.Ordinal);
        Assert.Equal("1", sandbox.Ask("select count(*) from t"));
    }

    [Fact]
    public void A_parameter_without_a_value_is_told_before_anything_runs()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, args: {floor: 1}}").Write("a.sql", "create table t (i int); select :flor, l[1:n], 'x'::varchar from t");

        var exit = sandbox.Kptn("run", "--no-restore");

        Assert.Equal(2, exit.Code);
        Assert.Contains("nothing supplies the parameter 'flor'", exit.Out + exit.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'floor'?", exit.Out + exit.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(sandbox["data.duckdb"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-- nothing; here\r\n/* nor /* here */; */")]
    [InlineData("select ';', $$ ; $$; -- ;\r\nselect $q$ it's $q$ as \"a;b\";;\r\n")]
    [InlineData("checkpoint; create or replace table a as select 1; checkpoint;")]
    [InlineData("begin; create or replace table a as select 1; commit; begin; drop table a; rollback;")]
    [InlineData("attach ':memory:' as other; create table other.x as select 1; detach other;")]
    [InlineData("attach ':memory:' as other; begin; create table other.x as select 1; commit; begin; create or replace table y as from other.x; commit; detach other;")]
    [InlineData("pivot (select 1 as k, 'a' as c, 2 as v) on c using sum(v)")]
    [InlineData("create or replace temp table x as select 'ä日本' as \"größe\"; select \"größe\" from x;")]
    [InlineData("create or replace view v as select * from range(5) t(i) where i > :n; create or replace macro f(a) as a + :n; select f(1);")]
    [InlineData("set variable x = :n; select getvariable('x');")]
    [InlineData("prepare p as select $own; execute p(own := 1);")]
    [InlineData("\uFEFFselect 1")]
    public void Awkward_scripts_run(string script)
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, args: {n: 3}}").Write("a.sql", script);

        sandbox.Settle();
    }

    [Theory]
    [InlineData("select 1 as a, 'x' as b union all select 2, null", "", """[{"a":1,"b":"x"},{"a":2,"b":null}]""")]
    [InlineData("create temp table t as select 1 as i; from t", ", iterable_item: I", "[1]")]
    [InlineData("select 1, 'x'", ", iterable_item: \"A,B\"", """[[1,"x"]]""")]
    [InlineData("select 1 where false", "", "[]")]
    public void The_last_select_is_the_result(string script, string more, string expected)
    {
        using var sandbox = SqlProject.Of("a: , b: a", $"a: {{file: a.sql, cache_result: true{more}}}\nb: {{file: 'b.py'}}").Write("a.sql", script).Write("b.py", "import json\ndef b(a, scratch_dir):\n    open(scratch_dir + '/b.json', 'w').write(json.dumps(a, separators=(',', ':')))\n");

        sandbox.Settle();

        Assert.Equal(expected, sandbox.Read("scratch/b.json"));
    }

    [Theory]
    [InlineData("create or replace table t as select 1", "", "its last statement gives no rows")]
    [InlineData("-- nothing", "", "its last statement gives no rows")]
    [InlineData("select 1 as a, 2 as a", "", "two columns of the result are named 'a'")]
    [InlineData("select 'nan'::double as d", "", "NaN is no number in JSON")]
    [InlineData("select 1, 2, 3", ", iterable_item: \"A,B\"", "iterable_item names 2 values, but the last statement gives 3 columns")]
    [InlineData("select ?", "", "statement 1: the parameter '1' has no name")]
    [InlineData("select 1; /* never /* closed */", "", "unterminated /* comment")]
    [InlineData("begin; select 1", "", "it ends in a transaction that it began and did not commit")]
    public void A_result_that_cannot_be_is_an_error(string script, string more, string expected)
    {
        using var sandbox = SqlProject.Of("a: ", $"a: {{file: a.sql, cache_result: true{more}}}").Write("a.sql", script);

        var run = sandbox.Run();

        Assert.Equal(1, run.Exit.Code);
        Assert.Contains(expected, run.Problems(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_looked_for_beside_the_script()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: sql/a.sql, outputs: [a.txt]}", ":memory:")
            .Write("sql/in.csv", "i,s\n1,x\n2,y\n")
            .Write("sql/a.sql", "create table t as from 'in.csv'; copy (select sum(i), max(s) from t) to ($scratch_dir || '/a.txt') (header false)");

        sandbox.Settle();

        Assert.Equal("3,y", sandbox.Read("scratch/a.txt").Trim());
        Assert.Empty(Directory.GetFiles(sandbox.Root, "*.duckdb"));
    }

    [Fact]
    public void A_script_takes_no_more_than_compute_allows()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, cache_result: true, compute: {cpu: 2048, memory: 4096}}").Write("a.sql", "select current_setting('threads') as t, current_setting('memory_limit') as m");

        sandbox.Settle();

        Assert.Contains("1 row", sandbox.Log("a"), StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(sandbox[".kptn/artifacts"], "*", SearchOption.AllDirectories).Select(File.ReadAllText), text => text == """[{"m":"4.0 GiB","t":2}]""");
    }

    [Fact]
    public void A_script_that_takes_too_long_is_ended_and_rolled_back()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, timeout: 1s}").Write("a.sql", "create table t (i int); select sum(hash(a.i, b.i)) from range(10000000) a(i), range(10000000) b(i)");

        var run = sandbox.Run();

        Assert.Equal(1, run.Exit.Code);
        Assert.Contains("it ran longer than its timeout of 1 s", run.Problems(), StringComparison.Ordinal);
        Assert.Equal("0", sandbox.Ask("select count(*) from information_schema.tables where table_name = 't'"));
    }
}
