using Kptn.Testing.Tests.Running;
using Xunit.Sdk;

namespace Kptn.Testing.Tests.Adapters;

/// <summary>The rows that an attribute gives.</summary>
public sealed class KptnTasksSpecs
{
    private const string Yaml = """
        graphs:
          g: {tasks: {load: [], clean: load, stats: clean, told: clean}}
        tasks:
          load: {file: load.sh, outputs: [load.csv], tags: [io, fast]}
          clean: {file: clean.py, outputs: [clean.csv], tags: [fast]}
          stats: {file: stats.R, outputs: [stats.csv]}
          told: {command: "true", snapshot: {skip: true}}
        """;

    [Fact]
    public async Task There_is_a_row_for_each_task_in_the_order_of_the_graph()
    {
        using var shop = Shop();
        var rows = await RowsAsync(shop);
        Assert.Equal(["Here.Tasks(g/load)", "Here.Tasks(g/clean)", "Here.Tasks(g/stats)", "Here.Tasks(g/told)"], rows.Select(row => row.TestDisplayName));
        Assert.All(rows, row => Assert.Equal("", row.Label));
    }

    [Fact]
    public async Task Tags_graph_and_language_are_traits()
    {
        using var shop = Shop();
        var row = (await RowsAsync(shop))[0];
        Assert.Equal(["fast", "io"], row.Traits!["Tag"].Order());
        Assert.Equal(["g"], row.Traits["Graph"]);
        Assert.Equal(["Shell"], row.Traits["Language"]);
    }

    [Fact]
    public async Task A_task_without_snapshots_is_skipped_with_the_reason()
    {
        using var shop = Shop();
        var rows = await RowsAsync(shop);
        Assert.Equal("snapshot.skip in kptn.yaml", rows[^1].Skip);
        Assert.Null(rows[0].Skip);
    }

    [Fact]
    public async Task Words_of_the_command_line_choose_among_tasks()
    {
        using var shop = Shop();
        Assert.Equal(["load", "clean"], (await RowsAsync(shop, attribute => attribute.Select = "tag:fast")).Select(Task));
        Assert.Equal(["stats", "told"], (await RowsAsync(shop, attribute => attribute.Select = "clean+ \n stats", "clean")).Select(Task));
    }

    [Fact]
    public async Task Rows_survive_the_way_to_another_process()
    {
        using var shop = Shop();
        var row = (await RowsAsync(shop, attribute => (attribute.Upstream, attribute.Items) = (UpstreamMode.Latest, ItemCases.Each)))[0];
        var sent = Assert.IsType<TaskCase>(row.GetData()[0]);
        var come = SerializationHelper.Instance.Deserialize<TaskCase>(SerializationHelper.Instance.Serialize(sent))!;
        Assert.Equal("g/load", come.ToString());
        Assert.Equal((shop["kptn.yaml"], "g", "load", null, "Shell"), (come.Project, come.Graph, come.Task, come.Item, come.Language));
        Assert.Equal(["io", "fast"], come.Tags);
        Assert.Equal((UpstreamMode.Latest, ItemCases.Each, "Here.Tasks"), (come.Upstream, come.Items, come.Test));
    }

    [Fact]
    public async Task A_broken_project_is_one_row_that_fails_with_all_findings()
    {
        using var shop = Shop().Write("kptn.yaml", Yaml.Replace("outputs: [load.csv]", "output: [load.csv]", StringComparison.Ordinal).Replace("clean: load", "clean: laod", StringComparison.Ordinal));
        var row = Assert.Single(await RowsAsync(shop));
        Assert.Equal("Here.Tasks(kptn.yaml: 2 errors)", row.TestDisplayName);
        var error = await Assert.ThrowsAsync<SnapshotException>(() => Case(row).Verify());
        Assert.StartsWith("2 errors in the project", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{shop["kptn.yaml"]}:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{shop["kptn.yaml"]}:4:", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'load'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_survives_the_way_to_another_process()
    {
        using var shop = Shop().Write("kptn.yaml", "graphs: [");
        var sent = Case(Assert.Single(await RowsAsync(shop)));
        var come = SerializationHelper.Instance.Deserialize<TaskCase>(SerializationHelper.Instance.Serialize(sent))!;
        Assert.Equal(sent.ToString(), come.ToString());
        var error = await Assert.ThrowsAsync<SnapshotException>(() => come.Verify());
        Assert.Contains("kptn.yaml", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tag:nothing-has-it")]
    [InlineData("cleen")]
    [InlineData("item:A=1")]
    public async Task A_selection_of_nothing_is_a_row_that_fails(string words)
    {
        using var shop = Shop();
        var row = Assert.Single(await RowsAsync(shop, attribute => attribute.Select = words));
        await Assert.ThrowsAsync<SnapshotException>(() => Case(row).Verify());
    }

    [Fact]
    public async Task What_is_left_when_all_is_excluded_is_a_row_that_fails()
    {
        using var shop = Shop();
        var error = await Assert.ThrowsAsync<SnapshotException>(async () => await Case(Assert.Single(await RowsAsync(shop, null, "*"))).Verify());
        Assert.Contains("no task was chosen", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_must_be_named_where_there_are_several()
    {
        using var shop = Shop().Write("kptn.yaml", "graphs:\n  a: {tasks: {x: }}\n  b: {tasks: {x: }}\ntasks:\n  x: {command: 'true'}\n");
        var error = await Assert.ThrowsAsync<SnapshotException>(async () => await Case(Assert.Single(await RowsAsync(shop))).Verify());
        Assert.Contains("a, b", error.Message, StringComparison.Ordinal);
        Assert.Equal("b/x", Case(Assert.Single(await RowsAsync(shop, attribute => attribute.Graph = "b"))).ToString());
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_a_row_that_says_where_was_looked()
    {
        using var shop = Shop();
        var row = Assert.Single(await RowsAsync(new KptnTasksAttribute("../../nowhere/kptn.yaml", shop["tests/Pipeline.cs"])));
        var error = await Assert.ThrowsAsync<SnapshotException>(() => Case(row).Verify());
        Assert.Contains(shop["tests/Pipeline.cs"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_item_of_a_mapped_task_can_be_a_row()
    {
        using var shop = Shop().Write("kptn.yaml", """
            graphs: {g: {tasks: {files: }}}
            tasks:
              files: {file: one.sh, map_over: {glob: "in/*.txt", key: FILE}, outputs: ["out/${FILE}"]}
            """).Write("one.sh", "true\n").Write("in/a.txt", "a").Write("in/b.txt", "b");
        Assert.Equal(["g/files"], (await RowsAsync(shop)).Select(row => Case(row).ToString()));
        Assert.Equal(["Here.Tasks(g/files[in/a.txt])", "Here.Tasks(g/files[in/b.txt])"], (await RowsAsync(shop, attribute => attribute.Items = ItemCases.Each)).Select(row => row.TestDisplayName));
    }

    [Fact]
    public async Task Traits_and_skips_of_the_attribute_hold_too()
    {
        using var shop = Shop();
        var rows = await RowsAsync(shop, attribute => (attribute.Traits, attribute.Skip, attribute.SkipWhen) = (["Owner", "me"], "not today", "IsRainy"));
        Assert.Equal(["me"], rows[0].Traits!["owner"]);
        Assert.Equal(("not today", "IsRainy"), (rows[0].Skip, rows[0].SkipWhen));
        Assert.Equal(("snapshot.skip in kptn.yaml", null), (rows[^1].Skip, rows[^1].SkipWhen));
    }

    private static Pipeline Shop() => new Pipeline().Write("kptn.yaml", Yaml).Write("load.sh", "true\n").Write("clean.py", "def clean(): pass\n").Write("stats.R", "\n").Write("tests/Pipeline.cs", "");

    private static Task<List<ITheoryDataRow>> RowsAsync(Pipeline shop, Action<KptnTasksAttribute>? change = null, string? exclude = null)
    {
        var attribute = new KptnTasksAttribute("../kptn.yaml", shop["tests/Pipeline.cs"]) { Exclude = exclude };
        change?.Invoke(attribute);
        return RowsAsync(attribute);
    }

    private static async Task<List<ITheoryDataRow>> RowsAsync(KptnTasksAttribute attribute) =>
        [.. await attribute.GetData(typeof(Here).GetMethod(nameof(Here.Tasks))!, new DisposalTracker())];

    private static TaskCase Case(ITheoryDataRow row) => Assert.IsType<TaskCase>(row.GetData()[0]);

    private static string Task(ITheoryDataRow row) => Case(row).Task;

    private sealed class Here
    {
        public static void Tasks(TaskCase task) => Assert.NotNull(task);
    }
}
