using Kptn.Engine.Languages;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonCodeFindingSpecs
{
    private const string Script = """
        == C/run.py
        from functools import partial, wraps
        from util import tidy
        from os.path import join
        class Kind:
            def run(self): pass
        NUMBER = 3
        def clean(a, /, b, c=1, *rest, d, e=2, **more): pass
        half = partial(clean, 1)
        short = lambda x, y=1: x
        def deco(f): return wraps(f)(f)
        @deco
        async def made(only): pass
        try:
            from json import dumps
        except ImportError:
            def dumps(x): pass
        == py/util.py
        def tidy(x, *, y): pass
        """;

    [Theory(Timeout = 20_000)]
    [InlineData("clen", "Error missing-function kptn.yaml:3:7 file 'C/run.py' has no function 'clen'; did you mean 'clean'?")]
    [InlineData("C", "Error missing-function kptn.yaml:3:7 file 'C/run.py' has no function 'C'; its functions are clean, short, deco, made")]
    [InlineData("Kind", "Error not-a-function kptn.yaml:3:7 'Kind' in 'C/run.py' is a class, not a function; expected a function; its functions are clean, short, deco, made")]
    [InlineData("Kind.run", "Error not-a-function kptn.yaml:3:7 'Kind.run' in 'C/run.py' is not a function of the module itself; expected the name of a module-level function")]
    [InlineData("NUMBER", "Error not-a-function kptn.yaml:3:7 'NUMBER' in 'C/run.py' is a constant, not a function; expected a function; its functions are clean, short, deco, made")]
    public async Task I_am_told_what_is_wrong_with_a_function(string function, string finding)
    {
        using var project = new PythonCodeProject().Write(Script);

        Assert.Equal(finding, PythonCodeProject.Findings(await project.Read(function: function)));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("clean", "a!/ b! c d! e **")]
    [InlineData("made", "only!")]
    [InlineData("short", "x! y")]
    [InlineData("tidy", "x! y!")]
    [InlineData("half", null)]
    [InlineData("join", null)]
    [InlineData("dumps", null)]
    public async Task I_get_the_signature(string function, string? signature)
    {
        using var project = new PythonCodeProject().Write(Script);
        var reach = await project.Read(function: function);

        Assert.Empty(reach.Findings);
        Assert.Equal(signature, Signature(reach.Parameters));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_syntax_error_has_a_place_and_is_found_again_without_python()
    {
        using var project = new PythonCodeProject().Write("== C/run.py\nimport util\ndef F(): return util.f()\n== py/util.py\ndef f():\n    return (1,\n\ndef g(: pass\n");
        var first = await project.Read();
        var second = await project.Read();

        Assert.Equal(0, project.Processes.Started);
        Assert.Equal(PythonCodeProject.Text(first), PythonCodeProject.Text(second));
        Assert.StartsWith("Error python-syntax py/util.py:", PythonCodeProject.Findings(second));
        Assert.Contains("py/util.py", PythonCodeProject.Names(second), StringComparison.Ordinal);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("def F(): pass\nx = 'caf\u00e9'", "Error python-syntax C/run.py:")]
    [InlineData("# coding: nonsense\ndef F(): pass", "Error python-syntax C/run.py:")]
    [InlineData("def F(): pass\0", "Error python-syntax C/run.py:")]
    [InlineData("def F():\nreturn 1", "Error python-syntax C/run.py:2:1 ")]
    [InlineData("def F():\n\tif 1:\n        return 1", "Error python-syntax C/run.py:3:")]
    [InlineData("def F(): pass\nreturn 3", "Error python-syntax C/run.py:2:1 Python cannot read this file: 'return' outside function")]
    public async Task What_python_cannot_read_is_a_finding(string text, string finding)
    {
        using var project = new PythonCodeProject();
        project.WriteBytes("C/run.py", System.Text.Encoding.Latin1.GetBytes(text));

        Assert.StartsWith(finding, PythonCodeProject.Findings(await project.Read()));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_legacy_file_that_is_only_guessed_is_a_warning()
    {
        using var project = new PythonCodeProject().Write("== C/run.py\ndef F(n): return __import__(n)\n== py/old.py\nprint 'x'\n");

        var findings = PythonCodeProject.Findings(await project.Read()).Split('\n');

        Assert.Equal("Warning dynamic-import C/run.py:1:1 this loads code by a computed name, so every Python file below the search path counts as code; expected a constant name, or one that starts with a package as in f\"steps.{name}\"", findings[0]);
        Assert.StartsWith("Warning python-syntax py/old.py:1:", findings[1]);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_missing_script_is_a_finding()
    {
        using var project = new PythonCodeProject().Write("== C/other.py\n");

        Assert.Equal("Error missing-script kptn.yaml:3:7 script 'C/run.py' of 'F' cannot be read", PythonCodeProject.Findings(await project.Read()));
    }

    [Fact(Timeout = 20_000)]
    public async Task Names_that_can_come_from_elsewhere_are_no_finding()
    {
        using var project = new PythonCodeProject().Write("== C/run.py\nfrom util import *\n== C/lazy.py\ndef __getattr__(name): return print\n== C/made.py\nglobals()['F'] = print\n== py/util.py\ndef F(a): pass\n");

        Assert.Equal(["", "", ""], (await project.ReadAll([("C/run.py", "F"), ("C/lazy.py", "F"), ("C/made.py", "F")])).Select(PythonCodeProject.Findings));
    }

    [Fact(Timeout = 20_000)]
    public async Task Config_callables_may_be_classes_and_run_their_packages()
    {
        using var project = new PythonCodeProject().Write("== src/__init__.py\nprint(1)\n== src/utils.py\nimport util\nclass Engine:\n    def make(self): return util.f()\n== util.py\ndef f(): pass\n== src/util.py\ndef f(): pass\n");
        var reach = await project.Read("src/utils.py", "Engine", isConfig: true);

        Assert.Equal("", PythonCodeProject.Findings(reach));
        Assert.Equal("src/__init__.py:<module> src/utils.py:Engine src/utils.py:util util.py:f", PythonCodeProject.Names(reach));
    }

    private static string? Signature(CodeSignature? signature) => signature is null
        ? null
        : string.Join(" ", signature.Parameters.Select(p => p.Name + (p.Required ? "!" : "") + (p.IsPositionalOnly ? "/" : "")).Concat(signature.AcceptsAny ? ["**"] : []));
}
