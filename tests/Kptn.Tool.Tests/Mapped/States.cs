namespace Kptn.Tool.Tests.Mapped;

/// <summary>A small project with a mapped task: one run of a shell script for each state in a list.</summary>
internal static class States
{
    private const string Yaml = """
        settings:
          storage_key: main
        graphs:
          atlas:
            tasks:
              states:
              summary: states
              report: summary
        tasks:
          states:
            command: cp states.json "$KPTN_RESULT"
            cache_result: true
            iterable_item: US_STATE
          summary:
            file: summary.sh
            map_over: US_STATE
            outputs: ["summary/${US_STATE}.csv"]
          report:
            command: cat "$INPUT_PIPELINE_DIR"/summary/*.csv > "$OUTPUT_PIPELINE_DIR/report.csv"
            outputs: [report.csv]
        """;

    private const string Script = """
        echo "looking at $US_STATE"
        if [ -e "bad/$US_STATE" ]; then echo "no data for $US_STATE" >&2; exit 3; fi
        echo "$US_STATE" > "$OUTPUT_PIPELINE_DIR/summary/$US_STATE.csv"

        """;

    /// <summary>The project with a list, and states for which the script fails, as it is when nothing has run.</summary>
    public static ToolHarness Create(string list = "NC SC VA", string bad = "") =>
        new ToolHarness().Write("kptn.yaml", Yaml).Write("summary.sh", Script).List(list).Bad(bad);

    /// <summary>The project after a run.</summary>
    public static async Task<ToolHarness> CreateRunAsync(string list = "NC SC VA", string bad = "")
    {
        var tool = Create(list, bad);
        var run = await tool.RunAsync("run -j 1");
        Assert.True(run.ExitCode == (bad.Length > 0 ? 1 : 0), run.Transcript);
        return tool;
    }

    /// <summary>Sets the list.</summary>
    public static ToolHarness List(this ToolHarness tool, string list) =>
        tool.Write("states.json", $"[{string.Join(", ", Words(list).Select(word => $"\"{word}\""))}]");

    /// <summary>Sets for which states the script fails.</summary>
    public static ToolHarness Bad(this ToolHarness tool, string bad)
    {
        var folder = Path.Combine(tool.Root, "bad");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        foreach (var word in Words(bad)) tool.Write($"bad/{word}", "");
        return tool;
    }

    /// <summary>A command line that must succeed.</summary>
    public static async Task<string> OutputOf(this ToolHarness tool, string line)
    {
        var result = await tool.RunAsync(line);
        Assert.True(result.ExitCode == 0, result.Transcript);
        return result.Output;
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
