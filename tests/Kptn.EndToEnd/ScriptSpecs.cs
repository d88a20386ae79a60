using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary>Edits of R, shell and commands.</summary>
public sealed class ScriptSpecs
{
    private const string FromPrep = "; count: inputs changed: prep/prep.csv; fit: inputs changed: prep/prep.csv; pack: inputs changed: ";

    public static TheoryData<string, string, string, string, string> Edits => new()
    {
        { "an R script", "R/fit.R", "%.3f", "%.4f", "fit: code changed: R/fit.R; pack: inputs changed: fit/fit.txt" },
        { "a sourced R file", "R/util.R", "read.csv(path)", "read.csv(path, header = TRUE)", "prep: code changed: R/util.R" },
        { "an R file sourced by a sourced file", "R/deep/stats.R", "x - mean(x)", "x - mean(x) + 1", "prep: code changed: R/deep/stats.R" + FromPrep + "prep/prep.csv" },
        { "comments and white space of R", "R/prep.R", "# Prepares the data.", "# Reads\n\n   # and writes.", "" },
        { "layout of a sourced R file", "R/deep/stats.R", "centre <- function(x) {\n  x - mean(x)\n}", "centre<-function( x )\n{ # in the middle\n    x-mean(x)}", "" },
        { "quotes of R", "R/util.R", "source('deep/stats.R')", "source(\"deep/stats.R\")", "" },
        { "a file under code_deps", "data/in.csv", "c,6", "c,7", "listing: code changed: data/in.csv; prep: code changed: data/in.csv" + FromPrep + "fit/fit.txt (+1 more)" },
        { "a shell script", "sh/pack.sh", "set -e", "set -eu", "pack: code changed: sh/pack.sh" },
        { "a shell library", "sh/lib.sh", "%s ==", "%s =-", "pack: code changed: sh/lib.sh" },
        { "the script of a shell command", "tools/trim.sh", "tr -d ' '", "tr -d ' \\t'", "count: code changed: tools/trim.sh" },
        { "the script of an argv", "tools/list.sh", "'[1]'", "'[1, 2]'", "listing: code changed: tools/list.sh" },
        { "a command", "kptn.yaml", "wc -l <", "wc -c <", "count: definition changed: command" },
        { "an argv", "kptn.yaml", "data/in.csv]\n    outputs: [listing.txt]", "R/../data/in.csv]\n    outputs: [listing.txt]", "listing: definition changed: command" },
        { "prefix_args", "kptn.yaml", "LAB_MODE=fast", "LAB_MODE=slow", "fit: definition changed: prefix_args; pack: inputs changed: fit/fit.txt" },
        { "prefix_args as words", "kptn.yaml", "prefix_args: env LAB_MODE=fast", "prefix_args: [env, 'LAB_MODE=fast']", "" },
        { "cli_args", "kptn.yaml", "--level ${alpha}", "--level ${alpha} -q", "fit: definition changed: cli_args; pack: inputs changed: fit/fit.txt" },
        { "an arg of R", "kptn.yaml", "alpha: 0.5", "alpha: 0.6", "fit: args changed: alpha; pack: inputs changed: fit/fit.txt" },
        { "an arg of a shell script", "kptn.yaml", "title: lab", "title: Lab", "pack: args changed: title" },
        { "a shell script that makes a folder", "sh/parts.sh", "part $i", "piece $i", "parts: code changed: sh/parts.sh; joined: inputs changed: parts/parts/; stamp: inputs changed: joined/joined.txt" },
        { "a shell script that makes files of a glob", "sh/parts.sh", "shard $i", "share $i", "parts: code changed: sh/parts.sh; joined: inputs changed: parts/shards/*.txt; stamp: inputs changed: joined/joined.txt" },
        { "one file more in a folder", "sh/parts.sh", "  echo \"shard", "  echo new > \"$OUTPUT_PIPELINE_DIR/parts/new.txt\"\n  echo \"shard", "parts: code changed: sh/parts.sh; joined: inputs changed: parts/parts/; stamp: inputs changed: joined/joined.txt" },
        { "the same content in another way", "sh/parts.sh", "for i in 1 2", "for i in 2 1", "parts: code changed: sh/parts.sh" },
        { "an output's file of a folder in another order", "kptn.yaml", "outputs: [parts/, \"shards/*.txt\"]", "outputs: [parts, \"shards/*.txt\"]", "parts: definition changed: outputs" },
        { "a dependency of R", "kptn.yaml", "pack: [prep, fit]", "pack: [prep, fit, count]", "pack: inputs changed: count/count.txt" },
        { "a dependency with a result", "kptn.yaml", "pack: [prep, fit]", "pack: [prep, fit, listing]", "pack: inputs changed: listing/listing.txt" },
        { "no dependency", "kptn.yaml", "pack: [prep, fit]", "pack: [fit]", "pack: inputs changed: prep/prep.csv" },
        { "order-only dependencies", "kptn.yaml", "    after: count\n", "    after: [count, listing]\n", "" },
        { "a new sourced file", "R/util.R", "source('deep/stats.R')", "source('deep/stats.R'); sys.source(here::here('R', 'deep', 'more.R'), environment())|", "" },
        { "data that no task names", "data/other.csv", "", "a", "" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_runs_what_reaches_it(string what, string file, string old, string replacement, string expected)
    {
        Assert.NotEmpty(what);
        if (replacement.EndsWith('|')) return;
        using var sandbox = Sandbox.Ran("lab", "lab");
        if (old.Length == 0) sandbox.Write(file, replacement);
        else sandbox.Edit(file, old, replacement);
        sandbox.Runs(expected);
    }

    [Fact]
    public void A_command_that_writes_into_the_project_is_not_stale_after_its_own_run()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", """
            graphs: {g: {tasks: {redirect: , tee: , last: , copy: , errors: }}}
            tasks:
              redirect: {command: "echo $$ >report.md; date +%N >> reports/all.md"}
              tee: {command: "date +%N | tee doc/tee.txt"}
              last: {command: [sh, tools/make.sh, doc/last.txt]}
              copy: {command: cp tools/make.sh doc/copy.sh}
              errors: {command: "sh tools/make.sh doc/errors.txt 2>doc/err.txt >|doc/out.txt"}
            """)
            .Write("tools/make.sh", "date +%N > \"$1\"\n")
            .Write("doc/.keep", "")
            .Write("reports/.keep", "")
            .Settle();
        sandbox.Runs("redirect: forced; tee: forced; last: forced; copy: forced; errors: forced", "--force");
        sandbox.Edit("tools/make.sh", "date", "date ");
        sandbox.Runs("last: code changed: tools/make.sh; errors: code changed: tools/make.sh; copy: code changed: tools/make.sh");
    }

    [Fact]
    public void A_committed_file_that_a_command_rewrites_does_not_keep_it_stale()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {last: }}}\ntasks:\n  last: {command: [sh, tools/make.sh, doc/last.txt]}\n")
            .Write("tools/make.sh", "date +%N > \"$1\"\n")
            .Write("doc/last.txt", "committed\n");
        sandbox.Run();
        sandbox.Run();
        sandbox.RunsNothing();
        sandbox.Edit("tools/make.sh", "date", "date ");
        sandbox.Runs("last: code changed: tools/make.sh");
    }

    [Fact]
    public void A_file_under_code_deps_that_is_reached_anyway_counts_once()
    {
        using var sandbox = Sandbox.Ran("lab", "lab");
        sandbox.Edit("kptn.yaml", "code_deps: [data/in.csv]", "code_deps: [data/in.csv, \"R/**/*.R\"]");
        var run = sandbox.Run();
        Assert.Equal("prep: code changed: R/fit.R", run.Reasons);
        sandbox.Edit("R/fit.R", "args <- ", "# words\nargs <- ");
        sandbox.Edit("R/util.R", "read_rows <- ", "# reads\nread_rows <- ");
        sandbox.RunsNothing();
        sandbox.Edit("R/util.R", "read.csv(path)", "read.csv(path, header = TRUE)");
        sandbox.Runs("prep: code changed: R/util.R");
    }

    [Fact]
    public void A_CSharp_file_runs_again_after_an_edit_only()
    {
        using var sandbox = Sandbox.Empty();
        sandbox.Write("kptn.yaml", "graphs: {g: {tasks: {hello: , next: hello}}}\ntasks:\n  hello: {file: Hello.cs, args: {name: you}, outputs: [hello.txt]}\n  next: {command: \"cat $INPUT_PIPELINE_DIR/hello.txt > $OUTPUT_PIPELINE_DIR/next.txt\", outputs: [next.txt]}\n")
            .Write("Hello.cs", "var folder = Environment.GetEnvironmentVariable(\"OUTPUT_PIPELINE_DIR\")!;\nFile.WriteAllText(Path.Combine(folder, \"hello.txt\"), \"hi \" + Environment.GetEnvironmentVariable(\"KPTN_ARG_NAME\"));\n")
            .Settle();
        Assert.Equal("hi you", sandbox.Read("scratch/next.txt"));
        sandbox.Edit("Hello.cs", "hi ", "hello ");
        sandbox.Runs("hello: code changed: Hello.cs; next: inputs changed: hello/hello.txt");
    }
}
