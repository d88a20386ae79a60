namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonCodeReaderSpecs
{
    private const string Two = "== C/run.py\nfrom util import (clean,\n  tidy as t)\nimport pkg.mod\ndef F(a): return clean(a)\nclass K: pass\n== py/util.py\ndef clean(x): pass\n== py/pkg/__init__.py\n== py/pkg/mod.py\nfrom . import near\n== py/pkg/near.py\n== py/far.py\n";

    [Fact(Timeout = 20_000)]
    public async Task One_process_reads_all_files_and_none_is_started_again()
    {
        using var project = new PythonCodeProject().Write(Two);
        var first = await project.ReadAll([("C/run.py", "F"), ("py/far.py", null)]);
        Assert.Equal(1, project.Processes.Started);
        var second = await project.ReadAll([("C/run.py", "F"), ("py/far.py", null)]);

        Assert.Equal(0, project.Processes.Started);
        Assert.Equal(first.Select(PythonCodeProject.Text), second.Select(PythonCodeProject.Text));
        Assert.Equal(["python ast"], first[0].Components.Select(c => c.Note).Distinct());
    }

    [Fact(Timeout = 20_000)]
    public async Task A_whole_script_counts_as_a_file_and_what_it_uses_by_definition()
    {
        using var project = new PythonCodeProject().Write("== C/run.py\nimport util\nprint(util.clean(1))\n== py/util.py\ndef clean(x): pass\ndef other(x): pass\n");
        var reach = await project.Read(function: null);

        Assert.Equal("C/run.py py/util.py:clean", PythonCodeProject.Names(reach));
        Assert.Equal("whole file", reach.Components[0].Note);
        Assert.Null(reach.Parameters);
    }

    [Fact(Timeout = 20_000)]
    public async Task Without_python_files_count_whole()
    {
        using var project = new PythonCodeProject { Python = "/nowhere/python" }.Write(Two);
        var reach = await project.Read();

        Assert.Equal("C/run.py py/pkg/__init__.py py/pkg/mod.py py/pkg/near.py py/util.py", PythonCodeProject.Names(reach));
        Assert.Equal(["whole file (no python)"], reach.Components.Select(c => c.Note).Distinct());
        Assert.StartsWith("Warning no-python kptn.yaml:3:7 there is no Python on this machine, so Python scripts count as whole files", PythonCodeProject.Findings(reach));
        Assert.Contains("missing-function", PythonCodeProject.Findings(await project.Read(function: "G")), StringComparison.Ordinal);
        Assert.Equal(0, project.Processes.Started);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_python_that_fails_is_named_and_files_count_whole()
    {
        using var project = new PythonCodeProject { Python = "/bin/false" }.Write(Two);
        var reach = await project.Read();

        Assert.Contains("Warning python-failed kptn.yaml:3:7 '/bin/false' cannot read Python scripts (it ended with exit code 1)", PythonCodeProject.Findings(reach), StringComparison.Ordinal);
        Assert.Contains("py/util.py", PythonCodeProject.Names(reach), StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_linked_file_counts()
    {
        using var project = new PythonCodeProject().Write("== C/run.py\nimport util\ndef F(): return util.f()\n== shared/real.py\ndef f(): pass\n== py/x.py\n");
        File.CreateSymbolicLink(project["py/util.py"], project["shared/real.py"]);

        Assert.Equal("C/run.py:F C/run.py:util py/util.py:f", PythonCodeProject.Names(await project.Read()));
    }

    [Fact(Timeout = 20_000)]
    public async Task Damaged_facts_are_learnt_again()
    {
        using var project = new PythonCodeProject().Write(Two);
        var first = await project.Read();
        var bytes = File.ReadAllBytes(project[".kptn/facts"]);
        for (var i = bytes.Length / 3; i < bytes.Length; i += 97) bytes[i] ^= 0x5a;
        File.WriteAllBytes(project[".kptn/facts"], bytes);

        Assert.Equal(PythonCodeProject.Text(first), PythonCodeProject.Text(await project.Read()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Deep_nesting_and_long_chains_are_no_crash()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("'x'", 3000));
        var chain = "a" + string.Concat(Enumerable.Repeat(".b()", 3000));
        var elses = "if x == 0: pass\n" + string.Concat(Enumerable.Range(1, 900).Select(i => $"    elif x == {i}: pass\n"));
        using var project = new PythonCodeProject().Write($"== C/run.py\nimport util\nimport more\ndef F(x):\n    {elses}\n    return util.S, more.f\n== py/util.py\nS = {sum}\n== py/more.py\nimport last\ndef f(a): return {chain}\n== py/last.py\nprint(1)\n");
        var reach = await project.Read();

        Assert.DoesNotContain(reach.Findings, f => f.Severity == Kptn.Engine.Projects.Severity.Error);
        Assert.Contains("py/last.py:<module>", PythonCodeProject.Names(reach), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_thousand_tasks_over_known_files_take_a_moment()
    {
        using var project = new PythonCodeProject();
        for (var m = 0; m < 300; m++)
        {
            var text = $"import os\nimport numpy as np\nfrom m{(m + 1) % 300} import f0 as g\nLIMIT = {m}\n";
            for (var f = 0; f < 10; f++) text += $"def f{f}(a, b=LIMIT):\n    x = np.sum(a) + os.getpid()\n    return {(f % 5 == 0 && m % 20 != 0 ? "g(x)" : "f" + ((f + 1) % 10) + "(x, b)")}\n";
            project.Write($"== py/m{m}.py\n{text}");
        }

        var queries = Enumerable.Range(0, 1000).Select(i => ($"py/m{i % 300}.py", (string?)$"f{i % 10}")).ToList();
        await project.ReadAll(queries);
        await project.ReadAll(queries);
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            await project.ReadAll(queries);
            best = Math.Min(best, project.Elapsed.TotalMilliseconds);
            Assert.Equal(0, project.Processes.Started);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{best} ms, facts {new FileInfo(project[".kptn/facts"]).Length} bytes");
        Assert.InRange(best, 0, 500);
    }
}
