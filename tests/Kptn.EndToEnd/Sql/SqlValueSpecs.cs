namespace Kptn.EndToEnd.Sql;

public sealed class SqlValueSpecs
{
    [Fact]
    public void Values_stand_also_where_DuckDB_takes_no_parameters()
    {
        using var sandbox = SqlProject.Of("a: ", "a: {file: a.sql, args: {n: -3, day: 2024-01-02, half: 0.1, text: \"it's; $n\", many: 2, big: 18446744073709551615}}").Write("a.sql", """
            create sequence s minvalue -9 start with :n;
            create table t (i int default $n, d double check (d < $half + 1), x hugeint);
            comment on table t is $text;
            alter table t add column day date default DATE $day;
            prepare p as insert into t(d, x) values ($d, $x);
            execute p(d := $half * 3, x := $big);
            create table few as select * from range(9) using sample $many;
            copy few to ($scratch_dir || '/few.csv');
            create table answer as select nextval('s') as s, i, d, x, day + interval $many day as later, typeof($half), (select count(*) from few) from t;
            """);

        sandbox.Settle();

        Assert.Equal("-3|-3|0.30000000000000004|18446744073709551615|2024-01-04 00:00:00|DOUBLE|2", sandbox.Ask("from answer"));
        Assert.Equal("it's; $n", sandbox.Ask("select comment from duckdb_tables() where table_name = 't'"));
    }
}
