using Kptn.Testing.Adapters;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Tests.Running;

namespace Kptn.Testing.Tests.Adapters;

/// <summary>What a test says that is red, and when it is green.</summary>
public sealed class VerifySpecs
{
    [Fact]
    public async Task Nothing_approved_is_red_and_says_how_to_approve()
    {
        using var shop = Shop();
        var message = await RedAsync(shop, "load");
        Assert.StartsWith("load.csv: new, ", message, StringComparison.Ordinal);
        Assert.Contains("approve: kptn approve load", message, StringComparison.Ordinal);
        var files = VerifyMessage.Parse(message);
        Assert.Equal(shop["snapshots/g/load"], files.Directory);
        Assert.Equal([("load.received.csv", "load.verified.csv"), ("manifest.received.json", "manifest.verified.json")], files.New);
        Assert.All(files.New, pair => Assert.True(File.Exists(Path.Combine(files.Directory, pair.Received))));
    }

    [Fact]
    public async Task What_was_approved_is_green_and_a_changed_line_names_the_cells()
    {
        using var shop = Shop().Settle();
        await GreenAsync(shop, "load", "clean");
        shop.Replace("clean.sh", "s/x/x/", "s/bob/rob/");
        await GreenAsync(shop, "load");
        var error = await Assert.ThrowsAsync<SnapshotException>(() => VerifyAsync(shop, "clean"));
        Assert.StartsWith("clean.csv: 1 of 3 rows changed; column name: 1 cell", error.Message, StringComparison.Ordinal);
        Assert.Contains("cause: code changed: clean.sh", error.Message, StringComparison.Ordinal);
        Assert.Contains("bob  →  rob", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", error.Message, StringComparison.Ordinal);
        Assert.Equal($"   at g/clean in {shop["clean.sh"]}:line 1", error.StackTrace);
        Assert.Equal([("clean.received.csv", "clean.verified.csv"), ("manifest.received.json", "manifest.verified.json")], VerifyMessage.Parse(error.Message).NotEqual);
    }

    [Fact]
    public async Task Tools_for_Verify_can_accept_what_a_message_lists()
    {
        using var shop = Shop();
        foreach (var task in new[] { "load", "clean" })
        {
            var files = VerifyMessage.Parse(await RedAsync(shop, task));
            foreach (var pair in files.New) File.Move(Path.Combine(files.Directory, pair.Received), Path.Combine(files.Directory, pair.Verified));
        }

        await GreenAsync(shop, "load", "clean");
    }

    [Fact]
    public async Task An_output_that_is_gone_is_listed_for_deletion_and_one_that_is_the_same_as_equal()
    {
        using var shop = Shop()
            .Replace("kptn.yaml", "outputs: [clean.csv]", "outputs: [clean.csv, more.txt]")
            .Replace("clean.sh", "s/x/x/", "s/x/x/w /dev/null").Write("clean.sh", "cp \"$INPUT_PIPELINE_DIR/load.csv\" \"$OUTPUT_PIPELINE_DIR/clean.csv\"; echo more > \"$OUTPUT_PIPELINE_DIR/more.txt\"\n").Settle();
        shop.Replace("kptn.yaml", "outputs: [clean.csv, more.txt]", "outputs: [clean.csv]");
        var files = VerifyMessage.Parse(await RedAsync(shop, "clean"));
        Assert.Equal(["more.verified.txt"], files.Delete);
        Assert.Equal([("clean.received.csv", "clean.verified.csv")], files.Equal);
    }

    [Fact]
    public async Task Settings_in_code_come_on_top_of_those_of_the_project()
    {
        using var shop = Shop().Settle();
        shop.Replace("clean.sh", "s/x/x/", "s/1.50/1.51/");
        Assert.Contains("price", await RedAsync(shop, "clean"), StringComparison.Ordinal);
        await GreenAsync(shop, "clean", settings => settings.Ignore("price"));
        await GreenAsync(shop, "clean", settings => settings.Tolerance("price", 0.02));
        await GreenAsync(shop, "clean", settings => settings.Tolerance(0, relative: 0.01));
        Assert.Contains("price", await RedAsync(shop, "clean", settings => settings.Tolerance("price", 0.001)), StringComparison.Ordinal);
        await GreenAsync(shop, "clean", settings => settings.Scrub("1.5\\d", "{price}"));
    }

    [Fact]
    public async Task A_delegate_that_captures_its_row_counts_for_its_row_only()
    {
        using var shop = Shop().Settle();
        shop.Replace("clean.sh", "s/x/x/", "s/1.50/1.51/").Replace("load.sh", "1.50", "1.52");
        var process = new TestProcess(["tests"]);
        process.Found([Case(shop, "load"), Case(shop, "clean")]);
        try
        {
            foreach (var task in new[] { "load", "clean" })
            {
                var column = task == "load" ? "name" : "price";
                var verify = () => new CaseVerifier(process).VerifyAsync(Case(shop, task), settings => settings.Ignore(column));
                if (task == "load") await Assert.ThrowsAsync<SnapshotException>(verify);
                else await verify();
            }
        }
        finally
        {
            await process.CloseAsync();
        }
    }

    [Fact]
    public async Task A_task_that_fails_says_so_with_its_log_and_lists_no_files()
    {
        using var shop = Shop().Settle();
        shop.Write("clean.sh", "echo 'no such column: price' >&2; exit 3\n");
        var message = await RedAsync(shop, "clean");
        Assert.Contains("no such column: price", message, StringComparison.Ordinal);
        Assert.Contains("3", message.Split('\n')[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Directory:", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_that_are_sure_to_come_run_side_by_side_and_once()
    {
        // Each waits for the other: one after the other they would never end.
        using var meeting = new TestFolder();
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {a: [], b: []}}}
            tasks:
              a: {file: wait.sh, args: {me: a, other: b}, outputs: [a]}
              b: {file: wait.sh, args: {me: b, other: a}, outputs: [b]}
            """);
        shop.Write("wait.sh", $"""
            echo ran >> "{meeting.Root}/$KPTN_ARG_ME.ran"
            while [ ! -f "{meeting.Root}/$KPTN_ARG_OTHER.ran" ]; do sleep 0.02; done
            echo "$KPTN_ARG_ME" > "$OUTPUT_PIPELINE_DIR/$KPTN_ARG_ME"
            """);
        var process = new TestProcess(["tests"]);
        process.Found([Case(shop, "a"), Case(shop, "b")]);
        try
        {
            foreach (var task in new[] { "a", "b" })
            {
                var error = await Assert.ThrowsAsync<SnapshotException>(() => new CaseVerifier(process).VerifyAsync(Case(shop, task), null).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
                Assert.StartsWith($"{task}: new", error.Message, StringComparison.Ordinal);
            }

            Assert.Equal("ran\n", await File.ReadAllTextAsync(meeting["a.ran"], TestContext.Current.CancellationToken));
        }
        finally
        {
            await process.CloseAsync();
        }
    }

    [Fact]
    public async Task An_item_is_a_test_of_its_own()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {files: }}}
            tasks:
              files: {file: copy.sh, map_over: {glob: "in/*.txt", key: FILE}, outputs: ["out/${FILE}"]}
            """)
            .Write("copy.sh", "mkdir -p \"$(dirname \"$OUTPUT_PIPELINE_DIR/out/$FILE\")\"; cp \"$FILE\" \"$OUTPUT_PIPELINE_DIR/out/$FILE\"\n").Write("in/a.txt", "a\n").Write("in/b.txt", "b\n").Settle();
        shop.Write("in/a.txt", "A\n");
        var process = new TestProcess(["tests"]);
        try
        {
            var a = new TaskCase { Project = shop["kptn.yaml"], Graph = "g", Task = "files", Item = "\"in/a.txt\"", Items = ItemCases.Each };
            var b = new TaskCase { Project = shop["kptn.yaml"], Graph = "g", Task = "files", Item = "\"in/b.txt\"", Items = ItemCases.Each };
            await new CaseVerifier(process).VerifyAsync(b, null);
            var error = await Assert.ThrowsAsync<SnapshotException>(() => new CaseVerifier(process).VerifyAsync(a, null));
            Assert.Contains("g/files[in/a.txt]", error.Message, StringComparison.Ordinal);
            Assert.Equal(2, VerifyMessage.Parse(error.Message).NotEqual.Count);
        }
        finally
        {
            await process.CloseAsync();
        }
    }

    [Fact]
    public async Task A_task_that_cannot_be_tested_any_more_is_skipped()
    {
        using var shop = Shop().Settle();
        shop.Replace("kptn.yaml", "outputs: [clean.csv]", "outputs: [clean.csv], snapshot: {skip: true}");
        Assert.Equal("$XunitDynamicSkip$snapshot.skip in kptn.yaml", await RedAsync(shop, "clean"));
    }

    [Fact]
    public async Task A_task_that_is_gone_since_the_tests_were_found_is_told()
    {
        using var shop = Shop();
        Assert.Contains("'g/gone' is not a test of the project any more", await RedAsync(shop, "gone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_cannot_be_read_fails_each_test_with_the_findings()
    {
        using var shop = Shop().Replace("kptn.yaml", "clean.sh", "clean.py").Write("clean.py", "def clean(:\n");
        var message = await RedAsync(shop, "clean");
        Assert.Contains(shop["clean.py"] + ":1:", message, StringComparison.Ordinal);
    }

    private static Pipeline Shop() => new Pipeline()
        .Write("kptn.yaml", """
            graphs: {g: {tasks: {load: [], clean: load}}}
            tasks:
              load: {file: load.sh, outputs: [load.csv]}
              clean: {file: clean.sh, outputs: [clean.csv]}
            """)
        .Write("load.sh", "printf 'id,name,price\\n1,ann,1.50\\n2,bob,2.50\\n3,cyd,3.50\\n' > \"$OUTPUT_PIPELINE_DIR/load.csv\"\n")
        .Write("clean.sh", "sed 's/x/x/' \"$INPUT_PIPELINE_DIR/load.csv\" > \"$OUTPUT_PIPELINE_DIR/clean.csv\"\n");

    private static TaskCase Case(Pipeline shop, string task) => new() { Project = shop["kptn.yaml"], Graph = "g", Task = task, Test = "Pipeline.Tasks" };

    private static Task GreenAsync(Pipeline shop, params string[] tasks) => Task.WhenAll(tasks.Select(task => VerifyAsync(shop, task)));

    private static Task GreenAsync(Pipeline shop, string task, Func<CompareSettings, CompareSettings> settings) => VerifyAsync(shop, task, settings);

    private static async Task<string> RedAsync(Pipeline shop, string task, Func<CompareSettings, CompareSettings>? settings = null) =>
        (await Record(shop, task, settings) ?? throw new InvalidOperationException("the test is green")).Message;

    // Assert.Throws passes on an exception that stands for a skipped test, and so skips this one.
    private static async Task<SnapshotException?> Record(Pipeline shop, string task, Func<CompareSettings, CompareSettings>? settings)
    {
        try
        {
            await VerifyAsync(shop, task, settings);
            return null;
        }
        catch (SnapshotException e)
        {
            return e;
        }
    }

    private static async Task VerifyAsync(Pipeline shop, string task, Func<CompareSettings, CompareSettings>? settings = null)
    {
        var process = new TestProcess(["tests"]);
        try
        {
            await new CaseVerifier(process).VerifyAsync(Case(shop, task), settings);
        }
        finally
        {
            await process.CloseAsync();
        }
    }
}
