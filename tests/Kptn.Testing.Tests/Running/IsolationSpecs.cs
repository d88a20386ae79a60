using Kptn.Engine.Languages;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Tests.Running;

/// <summary>A test sees what its task declares, and leaves no trace.</summary>
public sealed class IsolationSpecs
{
    [Theory]
    [InlineData("t.py", "def t(scratch_dir): open(scratch_dir + '/t.csv', 'w').write(open('data/in.csv').read())")]
    [InlineData("t.py", "def t(scratch_dir):\n    try: text = open('data/in.csv').read()\n    except FileNotFoundError: text = 'none'\n    open(scratch_dir + '/t.csv', 'w').write(text)")]
    [InlineData("t.py", "import pathlib\ndef t(scratch_dir): open(scratch_dir + '/t.csv', 'w').write((pathlib.Path(__file__).parent / 'data' / 'in.csv').read_text())")]
    [InlineData("t.py", "import subprocess\ndef t(scratch_dir): open(scratch_dir + '/t.csv', 'w').write(subprocess.check_output(['cat', 'data/in.csv'], text=True))")]
    [InlineData("t.sh", "cat data/in.csv > \"$OUTPUT_PIPELINE_DIR/t.csv\"")]
    [InlineData("t.R", "d <- read.csv('data/in.csv'); write.csv(d, file.path(Sys.getenv('OUTPUT_PIPELINE_DIR'), 't.csv'))")]
    public void A_file_that_was_not_declared_is_missed_by_name(string script, string code)
    {
        if (script.EndsWith(".R", StringComparison.Ordinal)) Assert.SkipUnless(InterpreterFinder.OnPath("Rscript") is not null, "R is not installed");
        using var shop = One(script, code).Write("data/in.csv", "a\n1\n");
        var report = shop.Test();
        Assert.Equal("t", report.Named(TestStatus.Failed));
        Assert.Contains("'data/in.csv', which it does not declare: add it to code_deps of 't'", report.Error("t"), StringComparison.Ordinal);
        shop.Replace("kptn.yaml", "outputs:", "code_deps: [data/in.csv]\n    outputs:").Settle().Test().IsGreen();
    }

    [Fact]
    public void Python_reaches_the_project_by_no_absolute_path()
    {
        using var shop = One("t.py", "");
        shop.Write("data/in.csv", "a\n1\n").Write("t.py", $"def t(scratch_dir): open(scratch_dir + '/t.csv', 'w').write(open({Quoted(shop["data/in.csv"])}).read())");
        Assert.Contains("it needs 'data/in.csv'", shop.Test().Error("t"), StringComparison.Ordinal);

        foreach (var deed in new[] { "open(P + '/new.csv', 'w')", "__import__('os').remove(P + '/in.csv')", "__import__('os').rename(P + '/in.csv', P + '/out.csv')", "__import__('os').mkdir(P + '/d')", "open(P + '/in.csv', 'r+').write('x')" })
        {
            shop.Write("t.py", $"P = {Quoted(shop["data"])}\ndef t(scratch_dir):\n    {deed}\n    open(scratch_dir + '/t.csv', 'w').write('x')");
            var before = shop.Tree();
            Assert.Equal("t", shop.Test().Named(TestStatus.Failed));
            Assert.Equal(before, shop.Tree());
        }
    }

    [Theory]
    [InlineData("t.sh", "cat '{0}/data/in.csv' > \"$OUTPUT_PIPELINE_DIR/t.csv\"")]
    [InlineData("t.R", "x <- 1\nwriteLines('x', '{0}/scratch/t.csv')")]
    public void Scripts_that_name_the_project_by_its_absolute_path_are_refused(string script, string code)
    {
        if (script.EndsWith(".R", StringComparison.Ordinal)) Assert.SkipUnless(InterpreterFinder.OnPath("Rscript") is not null, "R is not installed");
        using var shop = One(script, "");
        shop.Write("data/in.csv", "a\n").Write(script, code.Replace("{0}", shop.Root, StringComparison.Ordinal));
        var before = shop.Tree();
        Assert.Contains($"{script}:{(script == "t.R" ? 2 : 1)} names the project by its absolute path", shop.Test().Error("t"), StringComparison.Ordinal);
        Assert.Equal(before, shop.Tree());
    }

    [Fact]
    public void Outputs_of_tasks_that_are_no_dependencies_are_not_there()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: [], b: []}}}
            tasks:
              a: {file: a.sh, outputs: [d/a.csv]}
              b: {file: b.py, outputs: [b.csv]}
            """).Write("a.sh", "echo 1 > \"$OUTPUT_PIPELINE_DIR/d/a.csv\"").Write("b.py", "def b(scratch_dir): open(scratch_dir + '/b.csv', 'w').write(open(scratch_dir + '/d/a.csv').read())");
        Assert.Contains("'d/a.csv', an output of 'a', which is none of its dependencies: add a", shop.Test().Error("b"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_beside_outputs_is_reported_and_goes_nowhere()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: [], b: a}}}
            tasks:
              a: {file: a.sh, outputs: [a.csv]}
              b: {file: b.py, outputs: [b.csv, out/]}
            """).Write("a.sh", "echo 1 > \"$OUTPUT_PIPELINE_DIR/a.csv\"").Write("b.py", """
            import os
            def b(scratch_dir):
                open(scratch_dir + "/a.csv", "a").write("2\n")
                open(scratch_dir + "/more.csv", "w").write("x")
                open("beside.txt", "w").write("x")
                os.remove("b.py")
                os.makedirs(scratch_dir + "/out/deep")
                open(scratch_dir + "/out/deep/x", "w").write("x")
                open(scratch_dir + "/b.csv", "w").write("x")
            """).Settle();
        var before = shop.Tree();
        var report = shop.Test();
        report.IsGreen();
        Assert.Equal(["b.py (deleted)", "beside.txt", "scratch/a.csv (changed)", "scratch/more.csv"], report.Of("b").Undeclared);
        Assert.Equal(before, shop.Tree());
    }

    [Fact]
    public void The_scratch_dir_and_state_of_the_project_have_no_part_in_a_test()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: [], b: a}}}
            tasks:
              a: {file: a.sh, outputs: [a.csv]}
              b: {file: b.sh, outputs: [b.csv]}
            """).Write("a.sh", "echo 1 > \"$OUTPUT_PIPELINE_DIR/a.csv\"").Write("b.sh", "cp \"$INPUT_PIPELINE_DIR/a.csv\" \"$OUTPUT_PIPELINE_DIR/b.csv\"").Settle();
        shop.Write("scratch/a.csv", "damaged").Write("scratch/b.csv", "kept");
        shop.Test().IsGreen();
        Assert.Equal("kept", File.ReadAllText(shop["scratch/b.csv"]));
    }

    [Fact]
    public void Modules_packages_and_sourced_scripts_come_along()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            settings: {py_tasks_dir: tasks}
            graphs: {g: {tasks: {a: [], b: []}}}
            config: {engine: {function: "lib.conf:engine"}}
            tasks:
              a: {file: a.py, outputs: [a.txt]}
              b: {file: tasks/b.sh, outputs: [b.txt]}
            """)
            .Write("tasks/a.py", "from lib import util\nimport unused\ndef a(scratch_dir, engine): open(scratch_dir + '/a.txt', 'w').write(util.name() + engine)")
            .Write("unused.py", "import lib.deep.more\n")
            .Write("lib/__init__.py", "").Write("lib/deep/__init__.py", "X = 1\n").Write("lib/deep/more.py", "Y = 2\n")
            .Write("lib/util.py", "def name():\n    from lib.deep import X\n    return f'n{X}'\n").Write("lib/conf.py", "def engine(): return 'e'\n")
            .Write("tasks/b.sh", ". ./parts/common.sh\nhello > \"$OUTPUT_PIPELINE_DIR/b.txt\"\n").Write("tasks/parts/common.sh", "hello() { echo hello; }\n")
            .Settle();
        shop.Test().IsGreen();
        Assert.Equal("n1e", File.ReadAllText(shop["snapshots/g/a/a.verified.txt"]));
    }

    [Fact]
    public void Sandboxes_are_gone_afterwards()
    {
        using var shop = One("t.sh", "chmod 555 .; mkdir -p \"$OUTPUT_PIPELINE_DIR/locked\"; touch \"$OUTPUT_PIPELINE_DIR/locked/x\"; chmod 555 \"$OUTPUT_PIPELINE_DIR/locked\"; pwd > \"$OUTPUT_PIPELINE_DIR/t.csv\"");
        shop.Test();
        var sandbox = File.ReadAllText(shop["snapshots/g/t/t.received.csv"]).Trim();
        Assert.Contains("kptn-sandbox-", sandbox, StringComparison.Ordinal);
        Assert.False(Directory.Exists(sandbox));
    }

    private static Pipeline One(string script, string code) => new Pipeline()
        .Write("kptn.yaml", $"""
            graphs:
              g:
                tasks:
                  t: []
            tasks:
              t:
                file: {script}
                outputs: [t.csv]
            """)
        .Write(script, code + "\n");

    private static string Quoted(string text) => $"'{text}'";
}
