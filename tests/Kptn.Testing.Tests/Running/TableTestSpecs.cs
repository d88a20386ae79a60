using Kptn.Testing.Rendering;
using Kptn.Testing.Tests.Comparing;

namespace Kptn.Testing.Tests.Running;

/// <summary>Tasks that write tables of the project's database.</summary>
public sealed class TableTestSpecs
{
    private static Pipeline Shop() => new Pipeline()
        .Write("kptn.yaml", """
            config:
              duckdb: data.duckdb
            graphs:
              g:
                tasks:
                  load: []
                  clean: load
                  total: clean
                  sheet: total
            tasks:
              load: {file: load.sql, outputs: ["duckdb://raw.orders"]}
              clean: {file: clean.sql, outputs: ["duckdb://orders"], snapshot: {keys: [id]}}
              total: {file: total.sql, outputs: ["duckdb://Totals"], cache_result: true}
              sheet: {file: sheet.sql, outputs: [sheet.parquet]}
            """)
        .Write("load.sql", "create schema if not exists raw; create or replace table raw.orders as select i as id, 'n' || i as name, i * 1.5 as price from range(8) t(i)")
        .Write("clean.sql", "create or replace table orders as select id, name, price::decimal(9, 2) as price, 170141183460469231731687303715884105727::hugeint as big, 'eu'::enum('eu', 'us') as region, interval 1 month as term from raw.orders")
        .Write("total.sql", "create or replace table totals as select region, sum(price) as total, max(big) as big, max(term) as term from orders group by region; select count(*) as n from totals")
        .Write("sheet.sql", "copy (select * exclude (big, region, term), big::varchar as big, typeof(big) || typeof(region) || typeof(term) as types from totals) to ($scratch_dir || '/sheet.parquet')");

    [Fact]
    public void Each_task_is_tested_alone_from_what_was_approved()
    {
        using var shop = Shop().Settle();
        shop.Test().IsGreen();
        Assert.False(File.Exists(shop["data.duckdb"]));

        shop.Replace("clean.sql", "select id,", "select id + 0 as id,").Test().IsGreen();
        shop.Replace("clean.sql", "price::decimal(9, 2)", "(case when id = 3 then 9 else price end)::decimal(9, 2)");
        var report = shop.Test();

        Assert.Equal("clean", report.Named(TestStatus.Changed));
        var diff = report.Diff("clean", "duckdb/main.orders.parquet");
        Assert.Equal((1L, 1L, 8L), (diff.Table().ChangedCells, diff.Table().ChangedRows, diff.Table().OldRows));
        Assert.Equal(("4.50", "9.00"), (diff.Column("price").Samples[0].Old, diff.Column("price").Samples[0].New));
        Assert.Equal("HUGEINT", diff.Column("big").NewDeclaredType);
    }

    [Fact]
    public void A_column_that_goes_and_rows_in_another_order_are_told_apart()
    {
        using var shop = Shop().Settle();
        shop.Replace("load.sql", "range(8) t(i)", "range(8) t(i) order by i desc").Test().IsGreen();

        shop.Replace("load.sql", ", i * 1.5 as price", "");
        Assert.Contains("column price removed", shop.Test("load").Diff("load", "duckdb/raw.orders.parquet").Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_no_dependency_makes_is_named()
    {
        using var shop = Shop().Settle();
        shop.Replace("total.sql", "from orders", "from orders cross join raw.orders o2");

        Assert.Contains("an output of 'load', which is none of its dependencies: add load to them", shop.Test("total").Error("total"), StringComparison.Ordinal);
        shop.Replace("total.sql", "raw.orders o2", "nowhere o2");
        Assert.Contains("the table 'nowhere', which no task declares as an output", shop.Test("total").Error("total"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_projects_database_is_only_copied()
    {
        using var shop = Shop().Settle();
        DuckFiles.Run(shop["data.duckdb"], "create schema raw", "create table raw.orders as select 1 as id, 'one' as name, 2.0 as price", "create table orders (wrong int)");
        var before = shop.Tree();

        shop.Test().IsGreen();

        Assert.Equal(before, shop.Tree());
    }

    [Fact]
    public void People_read_sorted_rows_beside_the_snapshot()
    {
        using var shop = Shop().Settle();
        var rows = shop["snapshots/g/clean/duckdb/main.orders.rows.verified.csv"];
        Assert.StartsWith("id,name,price,big,region,term\n0,n0,0.00,170141183460469231731687303715884105727,eu,1 month\n1,n1,1.50,", File.ReadAllText(rows), StringComparison.Ordinal);

        shop.Replace("clean.sql", "select id,", "select id + 1 as id,").Test("clean");
        shop.Approve();

        Assert.Contains("\n8,n7,", File.ReadAllText(rows), StringComparison.Ordinal);
        shop.Test("clean").IsGreen();
        Assert.Empty(Directory.EnumerateFiles(shop["snapshots"], "*.received.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Python_finds_the_database_of_its_sandbox()
    {
        using var shop = Shop()
            .Replace("kptn.yaml", "total: clean", "total: clean\n      note: clean")
            .Replace("kptn.yaml", "tasks:\n  load:", "tasks:\n  note: {file: note.py, outputs: [note.txt]}\n  load:")
            .Write("note.py", """
                import os

                def note(duckdb, scratch_dir):
                    with open(scratch_dir + "/note.txt", "w") as out:
                        out.write(str(os.path.getsize(duckdb) > 0))
                """)
            .Settle();

        Assert.Equal("True", File.ReadAllText(shop["snapshots/g/note/note.verified.txt"]));
        Assert.False(File.Exists(shop["data.duckdb"]));
    }
}
