using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

public sealed class DatabaseFunctionSpecs
{
    private const string Tasks = """
        a: {file: a.sql, outputs: ["duckdb://a"], duckdb_checkpoint: true}
        p: {file: p.py, outputs: ["duckdb://p"]}
        s: {file: s.sql, outputs: [s.csv]}
        """;

    [Fact]
    public void A_function_gives_a_connection_that_SQL_and_Python_share()
    {
        using var sandbox = New("duckdb: {function: \"src.utils:get_engine\", alias: engine}", "return duckdb.connect(base + '.duckdb')");

        sandbox.Settle();

        Assert.Equal("3,45", sandbox.Read("scratch/s.csv").Trim());
        Assert.True(File.Exists(sandbox["warehouse.a.backup.duckdb"]));
        var calls = sandbox.Read("calls.txt").Length;
        sandbox.RunsNothing();
        sandbox.Plan();
        Assert.Equal(calls, sandbox.Read("calls.txt").Length);
        sandbox.Write("s.sql", "copy (select count(*) + 0, sum(i) from p) to ($scratch_dir || '/s.csv') (header false)").Runs("s: code changed: s.sql");
        Assert.True(sandbox.Read("calls.txt").Length > calls);
    }

    [Theory]
    [InlineData("duckdb: \"src.utils:get_engine\"")]
    [InlineData("include: more.yaml")]
    public void A_function_gives_a_path(string config)
    {
        using var sandbox = New(config, "import pathlib; return pathlib.Path(base + '.duckdb')")
            .Write("more.yaml", "duckdb: src.utils:get_engine\n")
            .Write("p.py", "import duckdb as d\n\ndef p(duckdb):\n    c = d.connect(str(duckdb))\n    c.execute('create or replace table p as from a')\n    c.close()\n");

        sandbox.Settle();

        Assert.True(File.Exists(sandbox["warehouse.duckdb"]));
        sandbox.Delete(".kptn").Delete("warehouse.duckdb");
        Assert.Contains("is not known before a run has called it", sandbox.Kptn("plan", "--no-restore").Out, StringComparison.Ordinal);
        Assert.Equal(["p", "s"], sandbox.Run().Ran.Keys);
        sandbox.RunsNothing();
    }

    [Fact]
    public void What_the_function_depends_on_is_asked_again()
    {
        using var sandbox = New("duckdb: {function: \"src.utils:get_engine\", alias: engine}", "return duckdb.connect(os.environ['WHICH'] + base + '.duckdb')");
        sandbox.Environment["WHICH"] = "one-";
        sandbox.Settle();
        sandbox.Environment["WHICH"] = "two-";
        sandbox.RunsNothing();

        var run = sandbox.Run("s", "--force");

        Assert.Equal(0, run.Exit.Code);
        Assert.Equal(["a", "p", "s"], run.Ran.Keys);
        Assert.Equal("10", sandbox.Ask("select count(*) from a", "two-warehouse.duckdb"));
        sandbox.RunsNothing();
    }

    [Theory]
    [InlineData("return 42", "config.duckdb returned int; kptn takes a path or a DuckDB connection")]
    [InlineData("raise RuntimeError('no such server')", "no such server")]
    [InlineData("return ':memory:'", "a database in memory is gone when its task ends")]
    [InlineData("return duckdb.connect(':memory:')", "a database in memory is gone when its task ends")]
    public void A_function_that_gives_no_file_is_told_before_anything_runs(string body, string expected)
    {
        using var sandbox = New("duckdb: {function: \"src.utils:get_engine\", alias: engine}", body);

        var exit = sandbox.Kptn("run", "--no-restore");

        Assert.Equal(2, exit.Code);
        Assert.Contains(expected, exit.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sandbox["scratch"]));
    }

    private static Sandbox New(string config, string body)
    {
        var sandbox = SqlProject.Of("a: , p: a, s: p", Tasks)
            .Edit("kptn.yaml", "duckdb: \"data.duckdb\"", $"base: warehouse\n  {config}")
            .Write("a.sql", "create or replace table a as select i from range(10) t(i)")
            .Write("p.py", "def p(engine):\n    engine.execute('create or replace table p as from a')\n")
            .Write("s.sql", "copy (select 3, sum(i) from p) to ($scratch_dir || '/s.csv') (header false)")
            .Write("src/__init__.py", "")
            .Write("src/utils.py", $"import os\nimport duckdb\n\ndef get_engine(base):\n    open('calls.txt', 'a').write('.')\n    {body}\n")
            .Write("duckdb.py", Module);
        sandbox.Environment["DUCKDB_LIBRARY"] = Path.Combine(AppContext.BaseDirectory, "libduckdb.so");
        return sandbox;
    }

    // What tests need of Python's duckdb, over the same library that kptn has.
    private const string Module = """
        import ctypes, os

        _lib = ctypes.CDLL(os.environ["DUCKDB_LIBRARY"])
        _lib.duckdb_value_varchar.restype = ctypes.c_void_p
        _lib.duckdb_value_varchar.argtypes = [ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64]
        _lib.duckdb_result_error.restype = ctypes.c_char_p
        for name in ("duckdb_row_count", "duckdb_column_count"):
            getattr(_lib, name).restype = ctypes.c_uint64


        class Connection:
            def __init__(self, path):
                self.db, self.con, self.rows = ctypes.c_void_p(), ctypes.c_void_p(), []
                if _lib.duckdb_open(str(path).encode(), ctypes.byref(self.db)):
                    raise IOError("cannot open " + str(path))
                _lib.duckdb_connect(self.db, ctypes.byref(self.con))

            def execute(self, sql):
                result = ctypes.create_string_buffer(64)
                if _lib.duckdb_query(self.con, sql.encode(), result):
                    raise RuntimeError(_lib.duckdb_result_error(result).decode())
                self.rows = [tuple(self._value(result, c, r) for c in range(_lib.duckdb_column_count(result))) for r in range(_lib.duckdb_row_count(result))]
                _lib.duckdb_destroy_result(result)
                return self

            def _value(self, result, column, row):
                text = _lib.duckdb_value_varchar(result, column, row)
                return ctypes.string_at(text).decode() if text else None

            def fetchall(self):
                return self.rows

            def close(self):
                _lib.duckdb_disconnect(ctypes.byref(self.con))
                _lib.duckdb_close(ctypes.byref(self.db))


        def connect(path):
            return Connection(path)
        """;
}
