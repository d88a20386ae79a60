using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>Projects in odd places and shapes.</summary>
public sealed class ProjectSpecs
{
    [Fact]
    public void The_modules_of_a_script_that_a_command_runs_count()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {py: , r: , sh: }}}\ntasks:\n  py: {command: python3 tools/make.py, outputs: [py.txt]}\n  r: {command: [Rscript, tools/make.R], outputs: [r.txt]}\n  sh: {command: sh tools/make.sh && true, outputs: [sh.txt]}\n")
            .Write("tools/make.py", "import os\nfrom helper import text\n\nopen(os.environ['OUTPUT_PIPELINE_DIR'] + '/py.txt', 'w').write(text())\n")
            .Write("tools/helper.py", "def text():\n    return 'a'\n\n\ndef other():\n    return 1\n")
            .Write("tools/make.R", "source('tools/helper.R')\nwriteLines(text(), file.path(Sys.getenv('OUTPUT_PIPELINE_DIR'), 'r.txt'))\n")
            .Write("tools/helper.R", "text <- function() 'a'\n")
            .Write("tools/make.sh", ". tools/helper.sh\ntext > \"$OUTPUT_PIPELINE_DIR/sh.txt\"\n")
            .Write("tools/helper.sh", "text() { echo a; }\n")
            .Settle();
        sandbox.Edit("tools/helper.py", "'a'", "'b'").Edit("tools/helper.R", "'a'", "'b'").Edit("tools/helper.sh", "echo a", "echo b");
        sandbox.Runs("py: code changed: tools/helper.py:text; r: code changed: tools/helper.R; sh: code changed: tools/helper.sh");
        sandbox.Append("tools/make.py", "# more\n").Append("tools/make.R", "# more\n").Edit("tools/helper.py", "return 1", "return 2").Edit("tools/helper.R", "text <- function() 'b'", "text<-function( ) \"b\"");
        sandbox.RunsNothing();
    }

    [Fact]
    public void Config_counts_for_a_script_that_reads_its_context()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "config: {size: 1}\ngraphs: {g: {tasks: {a: , b: }}}\ntasks:\n  a: {file: a.sh, outputs: [a.txt]}\n  b: {file: b.sh, outputs: [b.txt]}\n")
            .Write("a.sh", "grep -o 'size[^,}]*' \"$KPTN_CONTEXT\" > \"$OUTPUT_PIPELINE_DIR/a.txt\"\n")
            .Write("b.sh", "echo 1 > \"$OUTPUT_PIPELINE_DIR/b.txt\"\n")
            .Settle();
        sandbox.Edit("kptn.yaml", "size: 1", "size: 2");
        sandbox.Runs("a: config changed: size");
        Assert.Contains("2", sandbox.Read("scratch/a.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_with_scratch_folders_of_their_own_keep_what_they_made()
    {
        using var sandbox = Sandbox.New("lab", "lab");
        sandbox.Environment["SCRATCH_DIR"] = sandbox["../shared"];
        sandbox.Sh("git init -q -b trunk . && git add -A && git -c user.email=a@b -c user.name=n commit -qm 1").Settle();
        sandbox.Sh("git checkout -q -b feature/x && sed -i 's/part/piece/' sh/parts.sh").Settle();
        Assert.Equal("piece 1\n", sandbox.Read("../shared/feature/x/parts/1.txt"));
        sandbox.Sh("git stash -q && git checkout -q trunk").RunsNothing();
        Assert.Equal("part 1\n", sandbox.Read("../shared/trunk/parts/1.txt"));
        sandbox.Sh("git checkout -q feature/x && git stash pop -q").RunsNothing();
    }

    [Fact]
    public void Graphs_have_states_of_their_own()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Graph = "base";
        sandbox.Runs("extract: no cached state; stock: no cached state");
        sandbox.Graph = "main";
        sandbox.RunsNothing();
    }

    [Fact]
    public void A_project_reached_through_a_link_is_the_same()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Sh("ln -s project ../link");
        var link = sandbox["../link"];
        Assert.Contains("nothing to do", KptnTool.Call(link, null, "run", "--graph", "main").Out, StringComparison.Ordinal);
        Assert.Contains("nothing to do", KptnTool.Call("/", null, "run", "--graph", "main", "-p", Path.GetFullPath(link)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/re.py", "def compile(x):\n    import sre_compile\n    return sre_compile.compile(x)\n", "extract")]
    [InlineData("src/functools.py", "from _functools import *\n\n\ndef wraps(f):\n    return lambda g: g\n", "clean")]
    [InlineData("src/lib.py", "def tidy(text):\n    return text\n", "")]
    [InlineData("src/lib/text/__init__.py", "def tidy(text):\n    return text\n\n\ndef shout(text):\n    return text\n", "extract")]
    public void A_module_that_comes_to_hide_another_counts(string file, string code, string task)
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Write(file, code);
        var plan = sandbox.Plan();
        if (task.Length == 0) Assert.Empty(plan.Of("run"));
        else Assert.StartsWith("code changed: src/", plan.Reasons[task], StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_names_work()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g-1.x: {tasks: {a.b-c: , _d: a.b-c}}}
            tasks:
              a.b-c: {file: "my scripts/läuft gut.py:do_it", outputs: ["über/mein daten [1].csv", "x y/"]}
              _d: {file: "my scripts/d.R", outputs: ["d's.txt"]}
            """)
            .Write("my scripts/läuft gut.py", "import os\nfrom häuser import n\n\n\ndef do_it(scratch_dir):\n    os.makedirs(scratch_dir + '/x y', exist_ok=True)\n    open(scratch_dir + '/x y/ü *.txt', 'w').write('1')\n    open(scratch_dir + '/über/mein daten [1].csv', 'w').write(str(n))\n")
            .Write("my scripts/häuser.py", "n = 1\n")
            .Write("my scripts/d.R", "source(\"my helper.R\")\nwriteLines(x, file.path(Sys.getenv('OUTPUT_PIPELINE_DIR'), \"d's.txt\"))\n")
            .Write("my scripts/my helper.R", "x <- 'a'\n")
            .Settle();
        sandbox.Write("my scripts/häuser.py", "n = 2\n").Write("my scripts/my helper.R", "x <- 'b'\n");
        sandbox.Runs("a.b-c: code changed: my scripts/häuser.py:n; _d: code changed: my scripts/my helper.R");
        sandbox.Write("scratch/x y/ü *.txt", "2");
        sandbox.Runs("a.b-c: outputs modified: x y/");
    }

    [Fact]
    public void Carriage_returns_rerun_nothing_but_what_they_break()
    {
        using var sandbox = Sandbox.Ran("lab", "lab");
        sandbox.Sh("sed -i 's/$/\\r/' R/*.R R/deep/*.R kptn.yaml");
        sandbox.RunsNothing();
    }

    [Fact]
    public void An_Rprofile_beside_a_script_counts()
    {
        using var sandbox = Sandbox.Ran("lab", "lab");
        sandbox.Write("R/.Rprofile", "options(digits = 3)\n");
        sandbox.Runs("prep: code changed: R/.Rprofile; fit: code changed: R/.Rprofile");
        sandbox.Append("R/.Rprofile", "# note\n").RunsNothing();
    }

    [Fact]
    public void Anchors_and_merged_maps_read_as_if_written_out()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: , b: }}}\ntasks:\n  a: {command: 'env > $OUTPUT_PIPELINE_DIR/a.txt; date +%N >> $OUTPUT_PIPELINE_DIR/a.txt', args: {x: 1, y: [1, 2]}, outputs: [a.txt]}\n  b: {command: 'date +%N > $OUTPUT_PIPELINE_DIR/b.txt', args: {x: 1, y: [1, 2]}, outputs: [b.txt]}\n")
            .Settle();
        sandbox.Edit("kptn.yaml", "b.txt', args: {x: 1, y: [1, 2]}", "b.txt', args: *shared").Edit("kptn.yaml", "a.txt', args: {x: 1,", "a.txt', args: &shared {x: 1,");
        sandbox.RunsNothing();
    }
}
