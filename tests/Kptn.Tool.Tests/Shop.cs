namespace Kptn.Tool.Tests;

/// <summary>A small project for listings: one task of each kind that needs no R.</summary>
internal static class Shop
{
    private const string Yaml = """
        settings:
          storage_key: main
          limits: {io: 1}
        config:
          currency: EUR
        graphs:
          sales:
            tasks:
              fetch:
              clean: fetch
              totals: clean
              report: [clean, totals]
        tasks:
          fetch:
            command: cp input/sales.csv "$OUTPUT_PIPELINE_DIR/raw.csv"
            code_deps: [input/sales.csv]
            outputs: [raw.csv]
            tags: [io]
          clean:
            file: clean.py
            outputs: [clean.csv]
            cache_result: true
            compute: {cpu: 256, memory: 512}
          totals:
            file: totals.sh
            args: {column: 2}
            outputs: [totals.txt]
          report:
            command: [sh, report.sh]
            outputs: [report.txt]
            tags: [io, daily]
        """;

    /// <summary>The project as it is when nothing has run.</summary>
    public static ToolHarness Create() => new ToolHarness()
        .Write("kptn.yaml", Yaml)
        .Write("input/sales.csv", "north,3\nsouth,4\n")
        .Write("clean.py", """
            def clean(scratch_dir, currency):
                rows = open(f"{scratch_dir}/raw.csv").read()
                open(f"{scratch_dir}/clean.csv", "w").write(rows.replace("\n", f",{currency}\n"))
                return {"rows": rows.count("\n")}

            """)
        .Write("totals.sh", "cut -d, -f\"$KPTN_ARG_COLUMN\" \"$INPUT_PIPELINE_DIR/clean.csv\" > \"$OUTPUT_PIPELINE_DIR/totals.txt\"\n")
        .Write("report.sh", "echo making the report\ncat \"$INPUT_PIPELINE_DIR/totals.txt\" > \"$OUTPUT_PIPELINE_DIR/report.txt\"\n");

    /// <summary>The project after a run.</summary>
    public static async Task<ToolHarness> CreateRunAsync()
    {
        var tool = Create();
        var run = await tool.RunAsync("run -j 1");
        Assert.True(run.ExitCode == 0, run.Transcript);
        return tool;
    }
}
