using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Graphs;
using Kptn.Engine.Graphs.Drawing;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Graphs;

public sealed class DrawingSpecs
{
    private static readonly Dictionary<string, string> Marks = new() { ["a"] = "fresh", ["report"] = "stale: \"inputs\" <changed> & #1\\N" };
    private readonly TaskGraph _graph = new ProjectBuilder()
        .Task("a", task => task with { Language = TaskLanguage.Python, CacheResult = true, IterableItem = ["X"] })
        .Task("b-1", task => task with { MapOver = ["X"], Language = TaskLanguage.R })
        .Task("c.2", task => task with { After = ["end"] })
        .Task("report", task => task with { Language = TaskLanguage.Sql })
        .Task("end", task => task)
        .Graph("g", "a", "b-1: a", "c.2: a", "report: b-1 c.2", "end").Build().Graphs["g"];

    [Fact]
    public void I_get_a_tree_with_shared_tasks_drawn_once()
    {
        Assert.Equal(
            """
            a  fresh
            ├─ b-1 × X
            │  └─ report  stale: "inputs" <changed> & #1\N
            └─ c.2
               └─ report ↑
            end
            └┄ c.2 ↑

            """.ReplaceLineEndings("\n"),
            TextTree.Draw(_graph, Marks));
    }

    [Fact]
    public void I_get_a_mermaid_flowchart()
    {
        Assert.Equal(
            """
            flowchart LR
                t_a["a<br/>fresh"]:::python
                style t_a fill:#d5f0d5
                t_b_m1[["b-1"]]:::r
                t_end["end"]:::shell
                t_c_d2["c.2"]:::shell
                t_report["report<br/>stale: #34;inputs#34; #60;changed#62; #38; #35;1#92;N"]:::sql
                style t_report fill:#fff0c2
                t_a --> t_b_m1
                t_a --> t_c_d2
                t_end -.-> t_c_d2
                t_b_m1 --> t_report
                t_c_d2 --> t_report
                classDef python stroke:#3572a5,stroke-width:2px
                classDef r stroke:#198ce7,stroke-width:2px
                classDef sql stroke:#c79a00,stroke-width:2px
                classDef shell stroke:#5c8a2a,stroke-width:2px

            """.ReplaceLineEndings("\n"),
            Mermaid.Draw(_graph, Marks));
    }

    [Fact]
    public void Mermaid_ids_of_different_names_differ()
    {
        string[] names = ["a_b", "a.b", "a-b", "a__b", "a_.b", "a_d_b", "a._b", "a_mb", "ab", "a_u002e", "end", "graph"];
        var graph = new ProjectBuilder().Tasks(names).Graph("g", names).Build().Graphs["g"];

        var ids = Mermaid.Draw(graph).Split('\n').Where(line => line.Contains('[')).Select(line => line[..line.IndexOf('[')].Trim()).ToArray();

        Assert.Equal(names.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^t_[A-Za-z0-9_]+$", id));
    }

    [Fact]
    public void I_get_dot_with_dashed_edges_for_after_and_double_borders_for_mapped_tasks()
    {
        Assert.Equal(
            """
            digraph "g" {
                rankdir=LR;
                node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="sans-serif"];
                "a" [label="a\nfresh", color="#3572a5", fillcolor="#d5f0d5"];
                "b-1" [label="b-1", color="#198ce7", peripheries=2];
                "end" [label="end", color="#5c8a2a"];
                "c.2" [label="c.2", color="#5c8a2a"];
                "report" [label="report\nstale: \"inputs\" <changed> &amp; #1\\N", color="#c79a00", fillcolor="#fff0c2"];
                "a" -> "b-1";
                "a" -> "c.2";
                "end" -> "c.2" [style=dashed];
                "b-1" -> "report";
                "c.2" -> "report";
            }

            """.ReplaceLineEndings("\n"),
            Dot.Draw(_graph, Marks));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("g")]
    [InlineData("a \"graph\"; with } signs \\")]
    public async Task Graphviz_reads_the_dot_text(string name)
    {
        const string program = "/usr/bin/dot";
        Assert.SkipUnless(File.Exists(program), "Graphviz is not installed");
        using var folder = new TestFolder();
        var spec = new ProcessSpec(program, ["-Tsvg"]) { WorkingDirectory = folder.Root, Environment = new Dictionary<string, string>() };
        var text = Dot.Draw(_graph with { Name = name }, new Dictionary<string, string>(Marks) { ["c.2"] = "two\nlines \\", ["end"] = "\"" });

        var exit = await new ProcessRunner().CaptureAsync(spec, Encoding.UTF8.GetBytes(text), folder.Root, TestContext.Current.CancellationToken);

        var svg = XDocument.Parse(Encoding.UTF8.GetString(exit.Output));
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Replace('\u00a0', ' ')).ToArray();
        Assert.Equal(0, exit.Exit.ExitCode);
        Assert.Equal(
            ["\"", "a", "b-1", "c.2", "end", "fresh", "lines \\", "report", "stale: \"inputs\" <changed> & #1\\N", "two"],
            texts.Order(StringComparer.Ordinal));
        Assert.Equal(5, svg.Descendants().Count(element => (string?)element.Attribute("class") == "edge"));
        Assert.Contains(svg.Descendants(), element => element.Attribute("stroke-dasharray") is not null);
    }

    [Fact]
    public void An_empty_graph_can_be_drawn()
    {
        var graph = new ProjectBuilder().Graph("g").Build().Graphs["g"];

        Assert.Equal("(no tasks)\n", TextTree.Draw(graph));
        Assert.Equal("flowchart LR\n", Mermaid.Draw(graph));
        Assert.EndsWith("}\n", Dot.Draw(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_with_a_cycle_can_be_drawn()
    {
        var graph = new ProjectBuilder().Tasks("a", "b", "c").Graph("g", "a: b", "b: a", "c").Build().Graphs["g"];

        Assert.Equal("c\na\n└─ b\n   └─ a ↑\n", TextTree.Draw(graph));
    }

    [Fact]
    public void A_long_chain_starts_at_the_margin_again()
    {
        var names = Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i}")).ToArray();
        var graph = new ProjectBuilder().Tasks(names).Graph("g", [.. names.Select((name, i) => i == 0 ? name : $"{name}: {names[i - 1]}")]).Build().Graphs["g"];

        var lines = TextTree.Draw(graph).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["t0", "t25", "t50"], lines.Where(line => line[0] == 't'));
        Assert.Equal(["t25", "t50"], lines.Where(line => line.EndsWith(" ↓", StringComparison.Ordinal)).Select(line => line.Trim(' ', '└', '─', '↓')));
        Assert.All(names, name => Assert.Contains(lines, line => line.EndsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Layers_that_all_depend_on_each_other_stay_linear()
    {
        const int layers = 200, width = 5;
        var project = new ProjectBuilder();
        var entries = new List<string>();
        for (var layer = 0; layer < layers; layer++)
        {
            for (var i = 0; i < width; i++)
            {
                project.Tasks($"t{layer}_{i}");
                entries.Add($"t{layer}_{i}: {(layer == 0 ? "" : string.Join(' ', Enumerable.Range(0, width).Select(j => $"t{layer - 1}_{j}")))}");
            }
        }

        var lines = TextTree.Draw(project.Graph("g", [.. entries]).Build().Graphs["g"]).Split('\n');

        Assert.InRange(lines.Length, layers * width, (layers * width * width) + (layers * width) + width);
        Assert.InRange(lines.Max(line => line.Length), 1, 100);
    }
}
