namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonCodeChangeSpecs
{
    private const string Base = """
        == C/run.py
        """
        + "\n\"\"\"Runs C.\"\"\"\n" + """
        import os
        from functools import partial
        from util import clean, Table
        import pkg.deep.mod as deep

        LIMIT = 10
        NAMES = ["a", "b"]
        A, B = 1, 2
        UNUSED = 5


        def unused():
            return UNUSED


        def helper(x, y=LIMIT):
            'Doc of helper'
            return x + y


        async def waits():
            return 1


        class Thing(Table):
            kind = "k"

            def run(self):
                "Doc of run"
                return self.clean() + A

            def idle(self): ...


        half = partial(helper, 1)


        def F(scratch_dir, limit=1, *, flag=True):
            # a comment
            t = Thing()
            for name in NAMES:
                t.run()
            return half(2), clean(1.0), deep.walk(os.sep, f"{limit:>{limit}} x"), lambda: 1


        if __name__ == "__main__":
            F(".")
        """ + "\n== py/util.py\n" + """
        from pkg import shared
        TABLES = {}
        TABLES["x"] = 1


        def clean(x):
            return shared(x) if x else None


        def dirty(x):
            return x


        class Table:
            def clean(self):
                return TABLES
        """ + "\n== py/pkg/__init__.py\n" + """
        from .impl import shared
        """ + "\n== py/pkg/impl.py\n" + """
        def shared(x):
            return x


        def lonely(x):
            return x
        """ + "\n== py/pkg/impl2.py\n" + """
        def shared(x):
            return x
        """ + "\n== py/pkg/deep/__init__.py\n\n== py/pkg/deep/mod.py\n" + """
        WORDS = 1
        WORDS = 2
        other = 3


        def walk(a, b):
            return WORDS
        """ + "\n";

    public static TheoryData<string, string, string, string> Same => new()
    {
        { "a comment", "C/run.py", "# a comment", "# another comment" },
        { "white space", "C/run.py", "x + y", "x  +  y  # sum" },
        { "brackets", "C/run.py", "return x + y", "return (x +\n            y)" },
        { "blank lines", "C/run.py", "\n\n\n", "\n\n\n\n\n" },
        { "quotes", "C/run.py", "kind = \"k\"", "kind = 'k'" },
        { "a module's docstring", "C/run.py", "\"\"\"Runs C.\"\"\"", "\"\"\"Runs C well.\n\nReally.\"\"\"" },
        { "a docstring less", "C/run.py", "\"\"\"Runs C.\"\"\"", "" },
        { "a function's docstring", "C/run.py", "    'Doc of helper'\n", "" },
        { "a docstring more", "py/util.py", "def clean(x):\n", "def clean(x):\n    \"\"\"Cleans.\"\"\"\n" },
        { "a method's docstring", "C/run.py", "\"Doc of run\"", "\"Docs of run\"" },
        { "a class's docstring", "C/run.py", "class Thing(Table):\n", "class Thing(Table):\n    \"\"\"A thing.\"\"\"\n" },
        { "a docstring instead of an empty body", "C/run.py", "def idle(self): ...", "def idle(self): 'idle'" },
        { "an unrelated function", "C/run.py", "def unused():", "def more():\n    import shutil\n    return 1\n\n\ndef unused():" },
        { "an unrelated function with a name that is a local's", "C/run.py", "def unused():", "def t(): pass\ndef name(): pass\n\n\ndef unused():" },
        { "an unrelated function elsewhere", "py/util.py", "def dirty(x):", "def more(): pass\n\n\ndef dirty(x):" },
        { "an unrelated function's body", "py/util.py", "def dirty(x):\n    return x", "def dirty(x):\n    return x + 1" },
        { "an unrelated function less", "py/util.py", "def dirty(x):\n    return x", "" },
        { "an unrelated re-exported module's function", "py/pkg/impl.py", "def lonely(x):\n    return x", "def lonely(x):\n    return x * 2" },
        { "an unused constant", "C/run.py", "UNUSED = 5", "UNUSED = 6" },
        { "an unused import", "C/run.py", "import os\n", "import os\nimport json\nfrom pkg.impl import lonely\n" },
        { "an unused constant of another module", "py/pkg/deep/mod.py", "other = 3", "other = 4" },
        { "the main block", "C/run.py", "    F(\".\")", "    F(\"..\")\n    print(1)" },
        { "the order of functions", "C/run.py", "def unused():\n    return UNUSED\n\n\ndef helper(x, y=LIMIT):\n    'Doc of helper'\n    return x + y\n", "def helper(x, y=LIMIT):\n    return x + y\n\n\ndef unused():\n    return UNUSED\n" },
        { "the order of imports", "C/run.py", "import os\nfrom functools import partial", "from functools import partial\nimport os" },
        { "imports on lines of their own", "C/run.py", "from util import clean, Table", "from util import (\n    Table,\n)\nfrom util import clean" },
        { "the order of a function and a constant", "C/run.py", "UNUSED = 5\n\n\ndef unused():\n    return UNUSED", "def unused():\n    return UNUSED\n\n\nUNUSED = 5" },
        { "a type comment", "C/run.py", "LIMIT = 10", "LIMIT = 10  # type: int" },
        { "a text in pieces", "C/run.py", "f\"{limit:>{limit}} x\"", "f\"{limit:>{limit}}\" \" x\"" },
        { "a u before a text", "C/run.py", "kind = \"k\"", "kind = u\"k\"" },
        { "a number written otherwise", "C/run.py", "LIMIT = 10", "LIMIT = 0xA" },
        { "a pass", "C/run.py", "    t = Thing()\n", "    pass\n    t = Thing()\n" },
        { "line ends", "py/pkg/impl.py", "\n", "\r\n" },
        { "an unrelated module", "py/pkg/impl2.py", "return x", "return x + 5" },
        { "semicolons", "C/run.py", "LIMIT = 10\n", "LIMIT = 10;\n" },
    };

    public static TheoryData<string, string, string, string, string> Changed => new()
    {
        { "the function", "C/run.py", "half(2)", "half(3)", "C/run.py:F" },
        { "a default argument", "C/run.py", "limit=1", "limit=2", "C/run.py:F" },
        { "a constant in a default argument", "C/run.py", "LIMIT = 10", "LIMIT = 11", "C/run.py:LIMIT" },
        { "10 to 10.0", "C/run.py", "LIMIT = 10", "LIMIT = 10.0", "C/run.py:LIMIT" },
        { "1 to True", "C/run.py", "A, B = 1, 2", "A, B = True, 2", "C/run.py:A" },
        { "1 to text", "C/run.py", "A, B = 1, 2", "A, B = '1', 2", "C/run.py:A" },
        { "text to bytes", "C/run.py", "kind = \"k\"", "kind = b\"k\"", "C/run.py:Thing" },
        { "a list", "C/run.py", "[\"a\", \"b\"]", "[\"a\", \"c\"]", "C/run.py:NAMES" },
        { "a callable kept in a name", "C/run.py", "partial(helper, 1)", "partial(helper, 2)", "C/run.py:half" },
        { "what that calls", "C/run.py", "return x + y", "return x - y", "C/run.py:helper" },
        { "a method", "C/run.py", "self.clean() + A", "self.clean() - A", "C/run.py:Thing" },
        { "a method not called by name", "C/run.py", "def idle(self): ...", "def idle(self): return 1", "C/run.py:Thing" },
        { "a base class", "py/util.py", "return TABLES", "return dict(TABLES)", "py/util.py:Table" },
        { "bases", "C/run.py", "class Thing(Table):", "class Thing(Table, object):", "C/run.py:Thing" },
        { "a decorator", "C/run.py", "def helper(x", "@partial\ndef helper(x", "C/run.py:helper" },
        { "async", "C/run.py", "def helper(x", "async def helper(x", "C/run.py:helper" },
        { "a function of another module", "py/util.py", "if x else None", "if x else 0", "py/util.py:clean" },
        { "what that reaches through a package", "py/pkg/impl.py", "def shared(x):\n    return x", "def shared(x):\n    return -x", "py/pkg/impl.py:shared" },
        { "a re-export", "py/pkg/__init__.py", "from .impl import shared", "from .impl2 import shared", "py/pkg/__init__.py:shared py/pkg/impl.py:shared py/pkg/impl2.py:shared" },
        { "an import", "C/run.py", "import os\n", "import posix as os\n", "C/run.py:os" },
        { "an installed name from elsewhere", "C/run.py", "from functools import partial", "from toolz import partial", "C/run.py:partial" },
        { "a statement with effects", "py/util.py", "TABLES[\"x\"] = 1", "TABLES[\"x\"] = 2", "py/util.py:<module>" },
        { "one more statement with effects", "py/pkg/impl.py", "def lonely(x)", "print('loaded')\ndef lonely(x)", "py/pkg/impl.py:<module>" },
        { "a rebinding", "py/pkg/deep/mod.py", "WORDS = 2", "WORDS = 3", "py/pkg/deep/mod.py:WORDS" },
        { "an earlier binding", "py/pkg/deep/mod.py", "WORDS = 1", "WORDS = 0", "py/pkg/deep/mod.py:WORDS" },
        { "the order of bindings", "py/pkg/deep/mod.py", "WORDS = 1\nWORDS = 2", "WORDS = 2\nWORDS = 1", "py/pkg/deep/mod.py:WORDS" },
        { "a package's init", "py/pkg/__init__.py", "from .impl import shared", "from .impl import shared\nprint(1)", "py/pkg/__init__.py:<module>" },
        { "a shadowing definition", "C/run.py", "def unused():", "def clean(x): pass\n\n\ndef unused():", "C/run.py:clean" },
        { "spaces within a text", "C/run.py", "} x\"", "}  x\"", "C/run.py:F" },
        { "a lambda", "C/run.py", "lambda: 1", "lambda: 2", "C/run.py:F" },
        { "a keyword-only argument", "C/run.py", "*, flag=True", "flag=True", "C/run.py:F" },
        { "is to ==", "py/util.py", "if x else None", "if x is None else None", "py/util.py:clean" },
        { "a return to an expression", "py/pkg/impl.py", "def shared(x):\n    return x", "def shared(x):\n    x", "py/pkg/impl.py:shared" },
        { "indentation that means something", "C/run.py", "        t.run()\n    return", "        t.run()\n        return", "C/run.py:F" },
        { "annotations from the future", "py/pkg/impl.py", "def shared", "from __future__ import annotations\ndef shared", "py/pkg/impl.py:shared" },
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Same))]
    public async Task It_stays_the_same_when_I_edit(string what, string file, string old, string with)
    {
        using var project = new PythonCodeProject().Write(Base);
        var before = await project.Read();
        project.Replace(file, old, with);
        var after = await project.Read();

        Assert.NotEmpty(before.Components);
        Assert.InRange(project.Processes.Started, 0, 1);
        Assert.True(PythonCodeProject.Text(before) == PythonCodeProject.Text(after), $"{what}\n{Difference(before, after)}");
    }

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Changed))]
    public async Task It_changes_when_I_edit(string what, string file, string old, string with, string names)
    {
        using var project = new PythonCodeProject().Write(Base);
        var before = await project.Read();
        project.Replace(file, old, with);
        var after = await project.Read();

        Assert.True(names == Difference(before, after), $"{what}: {Difference(before, after)}");
    }

    [Fact(Timeout = 20_000)]
    public async Task It_stays_the_same_when_files_are_touched_or_the_checkout_moves()
    {
        using var project = new PythonCodeProject().Write(Base);
        var before = await project.Read();
        File.SetLastWriteTimeUtc(project["py/util.py"], new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        project.MoveTo("q");
        var after = await project.Read();

        Assert.Equal(PythonCodeProject.Text(before), PythonCodeProject.Text(after));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("X = []\nX.append(1)\nY = list(X)", "X = []\nY = list(X)\nX.append(1)")]
    [InlineData("A = 1\nA = 2\nY = A", "A = 1\nY = A\nA = 2")]
    [InlineData("A = 1\nprint(A)\nA = 2\nY = A", "A = 1\nA = 2\nprint(A)\nY = A")]
    [InlineData("print(1)\nprint(2)\nY = 1", "print(2)\nprint(1)\nY = 1")]
    [InlineData("Y = 1\ntry:\n    Y = 2\nexcept E:\n    pass", "Y = 1\ntry:\n    Y = 3\nexcept E:\n    pass")]
    [InlineData("Y = [1]\nY += [2]", "Y = [1]\nY += [3]")]
    [InlineData("Y = []\ndel Y\nY = 1", "Y = []\nY = 1")]
    [InlineData("Y = {}\nfor i in range(3): Y[i] = 1", "Y = {}\nfor i in range(4): Y[i] = 1")]
    [InlineData("Y = object()\nY.a = 1", "Y = object()\nY.a = 2")]
    [InlineData("Y = 1\nassert Y == 1", "Y = 1\nassert Y")]
    [InlineData("if 1: Y = 1\nelse: Y = 2", "if 0: Y = 1\nelse: Y = 2")]
    [InlineData("Y = 1\n_ = setup()", "Y = 1\n_ = setdown()")]
    [InlineData("from numpy import *\nY = 1", "from scipy import *\nY = 1")]
    [InlineData("Y: int = 1", "Y: float = 1")]
    [InlineData("Y = x[1:2, 3]", "Y = x[1:2, 4]")]
    [InlineData("Y = {**a}", "Y = {None: a}")]
    [InlineData("Y = 'a\\ud800'", "Y = 'a\\ud801'")]
    [InlineData("Y = 1e400", "Y = 1e300")]
    [InlineData("class Y:\n    def a(self, x=None, *, b, c=1): pass", "class Y:\n    def a(self, x=None, *, b=1, c): pass")]
    public async Task It_changes_with_what_runs_at_the_module_level(string old, string with)
    {
        using var project = new PythonCodeProject().Write("== C/run.py\nimport mod\ndef F(): return mod.Y\n== py/mod.py\n" + old + "\n");
        var before = await project.Read();
        project.Replace("py/mod.py", old, with);
        var after = await project.Read();

        Assert.NotEqual("", Difference(before, after));
        Assert.Empty(after.Findings);
    }

    private static string Difference(Kptn.Engine.Languages.CodeReach before, Kptn.Engine.Languages.CodeReach after)
    {
        var (old, now) = (before.Components.ToDictionary(c => c.Name, c => c.Hash), after.Components.ToDictionary(c => c.Name, c => c.Hash));
        return string.Join(" ", old.Keys.Union(now.Keys).Where(name => !old.TryGetValue(name, out var a) || !now.TryGetValue(name, out var b) || a != b).Order(StringComparer.Ordinal));
    }
}
