using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Testing;

/// <summary>A project with shell and Python tasks, a mapped one among them, whose snapshots may be approved wherever the specs run.</summary>
internal static class TestedProject
{
    /// <summary>The project, with nothing approved.</summary>
    public static Sandbox New()
    {
        return Sandbox.Empty()
            .Write("kptn.yaml", """
                graphs:
                  g:
                    tasks:
                      fetch:
                      clean: fetch
                      regions: clean
                      sums: [regions, clean]
                      report: clean
                tasks:
                  fetch:
                    command: cp input.csv "$OUTPUT_PIPELINE_DIR/raw.csv"
                    code_deps: [input.csv]
                    outputs: [raw.csv]
                  clean:
                    file: clean.py
                    outputs: [clean.csv, notes.txt]
                    cache_result: true
                    snapshot: {keys: [id]}
                  regions:
                    file: regions.py
                    cache_result: true
                    iterable_item: region
                  sums:
                    command: grep ",$region," "$INPUT_PIPELINE_DIR/clean.csv" > "$OUTPUT_PIPELINE_DIR/sum_$region.txt"
                    map_over: region
                    outputs: ["sum_${region}.txt"]
                  report:
                    command: wc -l < "$INPUT_PIPELINE_DIR/clean.csv" > "$OUTPUT_PIPELINE_DIR/report.txt"
                    outputs: [report.txt]
                """)
            .Write("input.csv", "id,region,price\n1,north,3\n2,south,4\n3,north,5\n")
            .Write("clean.py", """
                FACTOR = 1

                def clean(scratch_dir):
                    lines = open(f"{scratch_dir}/raw.csv").read().splitlines()
                    with open(f"{scratch_dir}/clean.csv", "w") as out:
                        out.write(lines[0] + "\n")
                        for line in lines[1:]:
                            number, region, price = line.split(",")
                            out.write(f"{number},{region},{int(price) * FACTOR}\n")
                    with open(f"{scratch_dir}/notes.txt", "w") as out:
                        out.write("first\nsecond\n")
                    return {"rows": len(lines) - 1}

                """)
            .Write("regions.py", """
                def regions(scratch_dir):
                    return ["north", "south"]

                """);
    }

    /// <summary>The project, with all approved.</summary>
    public static Sandbox Approved()
    {
        var project = New();
        Assert.Equal(1, project.Kptn("test").Code);
        var approve = project.Kptn("approve", "--all");
        Assert.True(approve.Code == 0, approve.ToString());
        return project;
    }

    /// <summary>Runs all tests, and says which are not green.</summary>
    public static string Red(this Sandbox project, params string[] arguments)
    {
        var exit = project.Kptn(["test", "--json", .. arguments]);
        Assert.True(exit.Code is 0 or 1, exit.ToString());
        using var json = System.Text.Json.JsonDocument.Parse(exit.Out);
        return string.Join(' ', json.RootElement.GetProperty("tests").EnumerateArray()
            .Where(test => test.GetProperty("status").GetString() is not ("same" or "skipped"))
            .Select(test => $"{test.GetProperty("task").GetString()}{(test.TryGetProperty("item", out var item) && item.ValueKind == System.Text.Json.JsonValueKind.String ? $"[{item}]" : "")}:{test.GetProperty("status").GetString()}")
            .Order(StringComparer.Ordinal));
    }

    /// <summary>All files of snapshots with their content.</summary>
    public static SortedDictionary<string, string> Snapshots(this Sandbox project)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(project["snapshots"])) return files;
        foreach (var file in Directory.EnumerateFiles(project["snapshots"], "*", SearchOption.AllDirectories)) files[Path.GetRelativePath(project.Root, file)] = File.ReadAllText(file);
        return files;
    }
}
