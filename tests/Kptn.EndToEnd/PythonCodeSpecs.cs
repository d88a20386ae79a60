using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>Edits of Python code, each with all that must run after it.</summary>
public sealed class PythonCodeSpecs
{
    public static TheoryData<string, string, string, string, string> Edits => new()
    {
        { "the function", "extract.py", "10.0 * i", "10.5 * i", "extract: code changed: src/extract.py:extract; clean: data changed: extract; price: data changed: clean; report: data changed: price; check: inputs changed: report/report/report.txt" },
        { "the function, same result", "extract.py", "10.0 * i", "i * 10.0", "extract: code changed: src/extract.py:extract" },
        { "a module constant", "extract.py", "\"price\"]", "\"price\", \"rest\"]", "extract: code changed: src/extract.py:COLUMNS" },
        { "a default argument", "extract.py", "rows=2", "rows=4", "extract: code changed: src/extract.py:extract" },
        { "a helper behind a re-export", "lib/text.py", "text.strip()", "text.strip(\" \")", "extract: code changed: src/lib/text.py:strip" },
        { "a constant of the helper", "lib/text.py", "re.compile(r\"\\s+\")", "re.compile(r\"\\s\\s*\")", "extract: code changed: src/lib/text.py:SPACES" },
        { "the re-export", "lib/__init__.py", "from .text import tidy, shout", "from .text import strip as tidy, shout", "extract: code changed: src/lib/__init__.py:tidy (+3 more); clean: data changed: extract; price: data changed: clean; report: data changed: price; check: inputs changed: report/report/report.txt" },
        { "a function used through the package", "lib/text.py", "text.upper() + \"!\"", "text.upper() + \"?\"", "report: code changed: src/lib/text.py:shout; check: inputs changed: report/report/report.txt" },
        { "a method of a local class", "clean.py", "row[\"price\"] >= self.floor", "self.floor <= row[\"price\"]", "clean: code changed: src/clean.py:Cleaner" },
        { "a class attribute", "clean.py", "floor = 5", "floor = 25", "clean: code changed: src/clean.py:Cleaner; price: data changed: clean; report: data changed: price; check: inputs changed: report/report/report.txt" },
        { "a decorator", "lib/trace.py", "CALLS.append(label)", "CALLS.insert(0, label)", "clean: code changed: src/lib/trace.py:traced" },
        { "a decorator's argument", "clean.py", "label=\"clean\"", "label=\"cleaning\"", "clean: code changed: src/clean.py:clean" },
        { "a state of the decorator's module", "lib/trace.py", "CALLS = []", "CALLS = [0]", "clean: code changed: src/lib/trace.py:CALLS" },
        { "a method of an imported class", "lib/money.py", "self.scaled(1 + rate)", "self.scaled(rate + 1)", "clean: code changed: src/lib/money.py:Money" },
        { "a constant used as default", "lib/money.py", "PLACES = 2", "PLACES = 3", "clean: code changed: src/lib/money.py:PLACES; price: code changed: src/lib/money.py:PLACES" },
        { "a function used by a class and through a module alias", "lib/money.py", "return round(value, places)", "return round(value, ndigits=places)", "clean: code changed: src/lib/money.py:rounded; price: code changed: src/lib/money.py:rounded" },
        { "a function passed as a value", "pricing.py", "(1 - discount) * rate", "rate * (1 - discount)", "price: code changed: src/pricing.py:apply" },
        { "a higher function", "pricing.py", "[function(row, *args) for row in rows]", "[function(r, *args) for r in rows]", "price: code changed: src/pricing.py:each" },
        { "an import alias now for another module", "pricing.py", "import lib.money as money", "import lib.fees as money", "price: code changed: src/lib/__init__.py:<module>|" },
        { "statements of a module that is only imported", "lib/setup.py", "register(\"nut\", 5)", "register(\"nut\", 6)", "stock: code changed: src/lib/setup.py:<module>; labels: data changed: stock" },
        { "a function that runs at import", "lib/setup.py", "REGISTRY[name] = value", "REGISTRY[name] = 0 + value", "stock: code changed: src/lib/setup.py:register" },
        { "a function named after a colon", "report.py", "lib.shout(TITLE), brand", "brand, lib.shout(TITLE)", "report: code changed: src/report.py:make; check: inputs changed: report/report/report.txt" },
        { "a helper with an f-string", "report.py", ":.2f}", ":.1f}", "report: code changed: src/report.py:line; check: inputs changed: report/report/report.txt" },
        { "a config callable", "lib/db.py", "limits[\"max\"]", "limits[\"min\"]", "check: code changed: src/lib/db.py:engine" },
        { "a class that a config callable makes", "lib/db.py", "\"%s/%d\"", "\"%s:%d\"", "check: code changed: src/lib/db.py:Engine" },
        { "an import inside the file", "check.py", "import os\n", "import os\nimport sys\n", "" },
        { "comments and docstrings", "extract.py", "\"\"\"Reads rows.\"\"\"", "\"\"\"Reads other rows.\"\"\"  # new", "" },
        { "the only docstring of a package", "lib/__init__.py", "\"\"\"Helpers of the shop.\"\"\"", "# none", "" },
        { "a comment in a helper", "lib/text.py", "# both ends", "# left and right", "" },
        { "layout", "clean.py", "[{\"name\": row[\"name\"], \"price\"", "[\n        {'name': (row[\"name\"]),   \"price\"", "" },
        { "an unrelated function of a helper module", "lib/text.py", "return text.lower()", "return text.lower().strip()", "" },
        { "a new function", "pricing.py", "def each(", "def new():\n    return 1\n\n\ndef each(", "" },
        { "a function of the script that nobody calls", "extract.py", "return 1", "return 2", "" },
        { "a class that nobody uses", "lib/money.py", "return self.text\n", "return self.text + \"\"\n", "" },
        { "a callable that config does not name", "lib/db.py", "return None", "return 1", "" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_of_Python_runs_what_reaches_it(string what, string file, string old, string replacement, string expected)
    {
        Assert.NotEmpty(what);
        using var sandbox = Sandbox.Ran("shop", "main");
        if (expected.EndsWith('|'))
        {
            sandbox.Sh("cp src/lib/money.py src/lib/fees.py");
            sandbox.Edit("src/" + file, old, replacement);
            var run = sandbox.Run();
            Assert.Equal(["price"], run.Ran.Keys);
            Assert.StartsWith("code changed: src/", run.Ran["price"], StringComparison.Ordinal);
            return;
        }

        sandbox.Edit("src/" + file, old, replacement);
        sandbox.Runs(expected);
    }

    [Fact]
    public void Functions_in_another_order_rerun_nothing()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        var text = sandbox.Read("src/lib/text.py");
        var at = text.IndexOf("def shout", StringComparison.Ordinal);
        var strip = text.IndexOf("def strip", StringComparison.Ordinal);
        sandbox.Write("src/lib/text.py", text[..strip] + text[at..] + "\n\n" + text[strip..at]);
        sandbox.RunsNothing();
    }

    [Fact]
    public void Carriage_returns_rerun_no_Python()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Sh("for f in src/*.py src/lib/*.py; do sed -i 's/$/\\r/' $f; done");
        sandbox.RunsNothing();
    }

    [Fact]
    public void Code_that_is_read_while_its_reader_is_killed_counts_as_it_always_does()
    {
        using var sandbox = Sandbox.New("shop", "main");
        sandbox.Sh("printf '#!/bin/sh\ncase \"$*\" in *facts.py*) if [ ! -e was-killed ]; then touch was-killed; kill -9 $$; fi;; esac\nexec python3 \"$@\"\n' > python; chmod +x python");
        sandbox.Environment["KPTN_PYTHON"] = sandbox["python"];
        sandbox.Settle();
        Assert.True(File.Exists(sandbox["was-killed"]));
        sandbox.Append("src/extract.py", "# a remark\n");
        sandbox.RunsNothing();
    }

    [Theory]
    [InlineData("from lib.plugins import *\n\n\ndef job(scratch_dir):\n    open(scratch_dir + '/job.txt', 'w').write(str(star()))\n")]
    [InlineData("import importlib\n\n\ndef job(scratch_dir):\n    m = importlib.import_module('lib.plugins')\n    open(scratch_dir + '/job.txt', 'w').write(str(m.star()))\n")]
    [InlineData("import lib.plugins\n\n\ndef job(scratch_dir):\n    f = getattr(lib.plugins, 'st' + 'ar')\n    open(scratch_dir + '/job.txt', 'w').write(str(f()))\n")]
    [InlineData("import lib.plugins as p\n\nALL = {'x': p}\n\n\ndef job(scratch_dir):\n    open(scratch_dir + '/job.txt', 'w').write(str(ALL['x'].star()))\n")]
    [InlineData("def job(scratch_dir):\n    from lib import plugins\n    exec('n = plugins.star()', dict(plugins=plugins))\n    open(scratch_dir + '/job.txt', 'w').write('1')\n")]
    [InlineData("import lib.plugins\n\n\nclass Base:\n    run = lib.plugins.star\n\n\nclass Job(Base):\n    pass\n\n\ndef job(scratch_dir):\n    open(scratch_dir + '/job.txt', 'w').write(str(Job.run()))\n")]
    [InlineData("from functools import partial\nfrom lib.plugins import star\n\nrun = partial(star)\n\n\ndef job(scratch_dir):\n    open(scratch_dir + '/job.txt', 'w').write(str(run()))\n")]
    [InlineData("import lib.plugins\n\n\ndef job(scratch_dir, *, f=lambda: lib.plugins.star()):\n    open(scratch_dir + '/job.txt', 'w').write(str(f()))\n")]
    [InlineData("try:\n    from lib.plugins import star\nexcept ImportError:\n    star = None\n\n\ndef job(scratch_dir):\n    open(scratch_dir + '/job.txt', 'w').write(str(star()))\n")]
    [InlineData("from typing import TYPE_CHECKING\nif not TYPE_CHECKING:\n    from lib.plugins import star\n\n\ndef job(scratch_dir):\n    open(scratch_dir + '/job.txt', 'w').write(str(star()))\n")]
    public void Code_that_is_hard_to_follow_is_never_missed(string script)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {job: , idle: }}}\ntasks:\n  job: {file: job.py, outputs: [job.txt]}\n  idle: {file: idle.py, outputs: [idle.txt]}\n")
            .Write("job.py", script)
            .Write("idle.py", "def idle(scratch_dir):\n    open(scratch_dir + '/idle.txt', 'w').write('1')\n")
            .Write("lib/__init__.py", "")
            .Write("lib/plugins.py", "LEVEL = 1\n\n\ndef star():\n    return inner()\n\n\ndef inner():\n    return LEVEL\n")
            .Settle();
        sandbox.Edit("lib/plugins.py", "return LEVEL", "return LEVEL + 1");
        var run = sandbox.Run();
        Assert.Equal(["job"], run.Ran.Keys);
        Assert.StartsWith("code changed: lib/plugins.py", run.Ran["job"], StringComparison.Ordinal);
        sandbox.RunsNothing();
        sandbox.Edit("lib/plugins.py", "LEVEL = 1", "LEVEL = 7");
        Assert.Equal(["job"], sandbox.Run().Ran.Keys);
    }
}
