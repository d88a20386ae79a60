using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>What lies on disk, and what is recorded of it.</summary>
public sealed class OutputSpecs
{
    public static TheoryData<string, string, string> Shop => new()
    {
        { "rm scratch/labels.txt", "labels: outputs missing: labels.txt", "" },
        { "rm scratch/stock.txt", "stock: outputs missing: stock.txt", "" },
        { "echo x >> scratch/labels.txt", "labels: outputs modified: labels.txt", "" },
        { ": > scratch/labels.txt", "labels: outputs modified: labels.txt", "" },
        { "rm scratch/labels.txt; mkdir scratch/labels.txt", "labels: outputs modified: labels.txt", "fails" },
        { "cp scratch/labels.txt x; rm scratch/labels.txt; mv x scratch/labels.txt", "", "" },
        { "cp -p scratch/labels.txt x; rm scratch/labels.txt; mv x scratch/labels.txt", "", "" },
        { "cat scratch/labels.txt > x; cat x > scratch/labels.txt; rm x", "", "" },
        { "mv scratch/labels.txt elsewhere; ln -s ../elsewhere scratch/labels.txt", "", "" },
        { "ln -s missing x; mv x scratch/labels.txt", "labels: outputs missing: labels.txt", "fails" },
        { "touch scratch/*.txt scratch/*/*.txt src/*.py src/*/*.py kptn.yaml conf/*", "", "" },
        { "touch -d '2001-01-01' scratch/*.txt src/*.py kptn.yaml", "", "" },
        { "touch -d '2041-01-01' scratch/*.txt src/*.py src/*/*.py kptn.yaml", "", "" },
        { "chmod 600 scratch/*.txt", "", "" },
        { "rm -r scratch", "check: outputs missing: check.txt; labels: outputs missing: labels.txt; report: outputs missing: report/report.txt; stock: outputs missing: stock.txt; watch: outputs missing: watch.txt", "" },
        { "rm -r .kptn", "extract: no cached state; clean: no cached state; price: no cached state; report: no cached state; check: no cached state; stock: no cached state; labels: no cached state; watch: no cached state", "" },
        { "rm -r .kptn/cache", "", "" },
        { "rm -r .kptn/runs", "", "" },
        { "rm -rf .kptn/artifacts", "extract: outputs missing: result of extract; clean: outputs missing: result of clean; price: outputs missing: result of price; stock: outputs missing: result of stock", "" },
        { "find .kptn/artifacts -type f -exec sh -c 'rm \"$1\"; : > \"$1\"' - {} \\;", "extract: outputs modified: result of extract; clean: outputs modified: result of clean; price: outputs modified: result of price; stock: outputs modified: result of stock", "" },
        { "find .kptn/artifacts -type f -exec sed -i 's/[a-z]/z/' {} \\;", "extract: outputs modified: result of extract; clean: outputs modified: result of clean; price: outputs modified: result of price; stock: outputs modified: result of stock", "" },
        { "rm -rf src/__pycache__ src/*/__pycache__", "", "" },
        { "for f in .kptn/cache/*.*; do head -c 100 $f > x; mv x $f; done", "", "" },
        { "for f in .kptn/cache/*.*; do head -c 100000 /dev/urandom > $f; done", "", "" },
        { "for f in .kptn/cache/*.*; do : > $f; done", "", "" },
        { "for f in .kptn/cache/*.*; do head -c -7 $f > x; mv x $f; done", "", "" },
        { "for f in .kptn/cache/*.*; do touch $f.tmp $f.123.tmp; done", "", "" },
        { "cp src/extract.py x; printf '\\n\\n# c\\n' >> src/extract.py; mv x src/extract.py", "", "" },
    };

    public static TheoryData<string, string> Lab => new()
    {
        { "rm scratch/parts/1.txt", "parts: outputs modified: parts/" },
        { "rm -r scratch/parts", "parts: outputs missing: parts/" },
        { "echo x > scratch/parts/3.txt", "parts: outputs modified: parts/; joined: inputs changed: parts/parts/; stamp: inputs changed: joined/joined.txt" },
        { "mv scratch/parts/1.txt scratch/parts/0.txt", "parts: outputs modified: parts/; joined: inputs changed: parts/parts/; stamp: inputs changed: joined/joined.txt" },
        { "echo x > scratch/shards/9.txt", "parts: outputs modified: shards/*.txt; joined: inputs changed: parts/shards/*.txt; stamp: inputs changed: joined/joined.txt" },
        { "echo x > scratch/shards/9.log", "" },
        { "rm scratch/shards/*", "parts: outputs missing: shards/*.txt" },
        { "touch -d '2031-01-01' scratch/parts/* scratch/shards; touch -d '1980-01-01' R/*.R sh/*", "" },
        { "mv scratch/parts scratch/real; ln -s real scratch/parts", "" },
        { "echo x > scratch/unrelated.txt", "" },
        { "cp -r . ../copy; cd ..; mv project old; mv copy project", "" },
    };

    [Theory]
    [MemberData(nameof(Shop))]
    public void Only_what_is_missing_or_different_runs(string change, string expected, string how)
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Sh(change);
        if (how == "fails") Assert.Equal(expected, sandbox.Run().Reasons);
        else sandbox.Runs(expected);
    }

    [Theory]
    [MemberData(nameof(Lab))]
    public void Folders_and_globs_are_compared_by_content(string change, string expected)
    {
        using var sandbox = Sandbox.Ran("lab", "lab");
        sandbox.Sh(change);
        sandbox.Runs(expected);
    }

    [Fact]
    public void A_moved_checkout_runs_nothing()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.MoveTo("elsewhere/deep".Split('/')[0]).RunsNothing();
        Assert.Equal(0, KptnTool.Call("/", null, "run", "-p", sandbox.Root, "--graph", "main", "-j", "7").Code);
        Assert.Contains("nothing to do", KptnTool.Call(sandbox["src/lib"], null, "run", "--graph", "main").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_same_size_and_time_is_seen_as_changed()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        Thread.Sleep(60);
        sandbox.RunsNothing();
        sandbox.Sh("cp -p scratch/labels.txt ref; sed 's/bolt/bald/' ref > x; cat x > scratch/labels.txt; touch -r ref scratch/labels.txt; rm x ref");
        sandbox.Runs("labels: outputs modified: labels.txt");
        sandbox.Sh("cp -p src/stock.py ref; sed 's/str(len/str(sum/' ref > x; cat x > src/stock.py; touch -r ref src/stock.py; rm x ref");
        Assert.Equal("code changed: src/stock.py:stock", sandbox.Plan().Reasons["stock"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("touch -d '2001-01-01 00:00:00' in/a.txt s.sh")]
    public void Edits_of_one_second_are_all_seen(string after)
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {a: , b: a}}}\ntasks:\n  a: {file: s.sh, code_deps: [in/a.txt], outputs: [a.txt]}\n  b: {command: \"cat $INPUT_PIPELINE_DIR/a.txt > $OUTPUT_PIPELINE_DIR/b.txt\", outputs: [b.txt]}\n")
            .Write("s.sh", "cat in/a.txt > \"$OUTPUT_PIPELINE_DIR/a.txt\"; echo 1 >> \"$OUTPUT_PIPELINE_DIR/a.txt\"\n")
            .Write("in/a.txt", "0\n")
            .Sh(after.Length == 0 ? ":" : after)
            .Settle();
        for (var i = 1; i < 6; i++)
        {
            sandbox.Write("in/a.txt", $"{i}\n").Sh(after.Length == 0 ? ":" : after);
            Assert.Equal("a: code changed: in/a.txt\nb: inputs changed: a/a.txt", sandbox.Run().Reasons);
            Assert.Equal($"{i}\n1\n", sandbox.Read("scratch/b.txt"));
            sandbox.Edit("s.sh", "echo 1 >>", "echo 2 >>").Edit("s.sh", "echo 2 >>", "echo 1 >>");
            sandbox.Write("scratch/b.txt", $"{i}\n2\n");
            Assert.Equal("b: outputs modified: b.txt", sandbox.Run().Reasons);
        }
    }

    [Fact]
    public void Branches_have_states_of_their_own()
    {
        using var sandbox = Sandbox.New("shop", "main");
        sandbox.Write(".gitignore", "scratch/\n").Sh("git init -q -b trunk . && git add -A && git -c user.email=a@b -c user.name=n commit -qm 1").Settle();
        sandbox.Sh("git checkout -q -b feature");
        sandbox.RunsNothing();
        sandbox.Sh("git checkout -q trunk").RunsNothing();
        sandbox.Edit("src/labels.py", "\",\".join", "\";\".join");
        sandbox.Runs("labels: code changed: src/labels.py:labels");
        sandbox.Sh("git stash -q && git checkout -q feature");
        sandbox.Runs("labels: code changed: src/labels.py:labels");
        sandbox.Sh("git checkout -q trunk && git stash pop -q");
        sandbox.Runs("labels: outputs modified: labels.txt");
        sandbox.Sh("git stash -q && git checkout -q feature");
        sandbox.Runs("labels: outputs modified: labels.txt");
    }

    [Fact]
    public void Forgetting_state_runs_all_or_what_was_named()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        Assert.Equal(0, sandbox.Kptn(["state", "reset", .. sandbox.InGraph(["labels", "--yes"])]).Code is var code && code == 0 ? 0 : sandbox.Kptn(["state", "reset", .. sandbox.InGraph(["labels"])]).Code);
        sandbox.Runs("labels: no cached state");
    }

    [Fact]
    public void Force_runs_what_is_selected()
    {
        using var sandbox = Sandbox.Ran("shop", "main");
        sandbox.Runs("stock: forced", "stock", "--force", "--only");
        Assert.Equal("labels: forced", sandbox.Run("labels", "--force", "--only").Reasons);
        sandbox.RunsNothing();
    }

    [Fact]
    public void A_failure_and_an_interruption_run_again()
    {
        using var sandbox = Sandbox.Ran("lab", "lab");
        sandbox.Edit("sh/parts.sh", "set -e\n", "set -e\nexit 7\n");
        var run = sandbox.Run();
        Assert.Equal(1, run.Exit.Code);
        Assert.Equal(["joined", "stamp"], run.Blocked);
        Assert.Equal("parts: previous run failed", sandbox.Run().Reasons);
        sandbox.Edit("sh/parts.sh", "set -e\nexit 7\n", "set -e\n");
        sandbox.Runs("parts: previous run failed");
        sandbox.Edit("sh/parts.sh", "set -e\n", "set -e\ntouch \"$OUTPUT_PIPELINE_DIR/begun\"\nsleep 30\n");
        using var process = sandbox.Start("run", "--no-restore");
        while (!File.Exists(sandbox["scratch/begun"])) Thread.Sleep(20);
        process.Kill();
        process.WaitForExit();
        sandbox.Edit("sh/parts.sh", "touch \"$OUTPUT_PIPELINE_DIR/begun\"\nsleep 30\n", "");
        sandbox.Runs("parts: interrupted");
    }
}
