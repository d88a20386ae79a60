using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

public sealed class SqlPathSpecs
{
    [Fact]
    public void Relative_paths_start_from_the_project_wherever_kptn_is_started_and_from_the_sandbox_in_tests()
    {
        using var sandbox = SqlProject.Of("make: , use: make", """
            make: {file: make.py, outputs: [in/a.csv, in/b.csv]}
            use: {file: sql/use.sql, code_deps: [sql/names.csv], outputs: [out.csv, list.csv], args: {name: a, file: scratch/in/b.csv, files: [scratch/in/a.csv, scratch/in/b.csv], out: scratch/list.csv}, cache_result: true}
            """)
            .Write("make.py", """
                from pathlib import Path
                def make(scratch_dir: Path):
                    (scratch_dir / "in").mkdir(exist_ok=True)
                    for i, name in enumerate("ab"): (scratch_dir / "in" / f"{name}.csv").write_text(f"i\n{i + 1}\n")
                """)
            .Write("sql/names.csv", "name\nit's\n")
            .Write("sql/use.sql", """
                copy (select i, name from 'scratch/in/a.csv' x, 'names.csv' y) to 'scratch/out.csv';
                copy (select sum(i) as i from read_csv(:files)) to $out;
                select sum(i)::int as i, extract(year from date '2026-01-05') as y, trim(both 'x' from 'x.csv') as t
                from (select i from read_csv('scratch/in/' || $name || '.csv') union all select i from read_csv('scratch/in/*.csv') union all select i from $file where $file = 'scratch/in/b.csv') where 'a.csv' is distinct from 'b.csv';
                """);

        var run = KptnTool.Call("/", sandbox.Environment, ["run", "-p", sandbox.Root]);
        Assert.True(run.Code == 0, run.ToString());
        Assert.Equal("i,name\n1,it's\n", sandbox.Read("scratch/out.csv"));
        Assert.Equal("i\n3\n", sandbox.Read("scratch/list.csv"));

        // What the scratch dir of the project holds is neither read nor written by tests, also where kptn is started beside it.
        sandbox.Write("scratch/in/a.csv", "i\n100\n").Write("scratch/out.csv", "mine").Write("scratch/list.csv", "mine");
        Assert.Contains("2 new", sandbox.Kptn("test").Out, StringComparison.Ordinal);
        Assert.Equal("mine mine", $"{sandbox.Read("scratch/out.csv")} {sandbox.Read("scratch/list.csv")}");
        Assert.Equal("[{\"i\":6,\"t\":\".csv\",\"y\":2026}]", sandbox.Read("snapshots/g/use/result.received.json").Trim());
        Assert.Equal("i\n3\n", sandbox.Read("snapshots/g/use/list.received.csv"));
    }
}
