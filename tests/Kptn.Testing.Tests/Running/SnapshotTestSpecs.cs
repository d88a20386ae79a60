using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;

namespace Kptn.Testing.Tests.Running;

/// <summary>What turns tests red, and what leaves them green.</summary>
public sealed class SnapshotTestSpecs
{
    private static Pipeline Shop() => new Pipeline()
        .Write("kptn.yaml", """
            graphs:
              g:
                tasks:
                  load: []
                  clean: load
                  report: clean
            tasks:
              load: {file: load.py, outputs: [load.csv], cache_result: true}
              clean: {file: clean.py, outputs: [clean.csv], snapshot: {keys: [id], tolerance: {columns: {price: 0.01}}}}
              report: {file: report.sh, outputs: [report.txt]}
            """)
        .Write("load.py", """
            def load(scratch_dir):
                with open(scratch_dir + "/load.csv", "w") as out:
                    out.write("id,name,price\n" + "".join(f"{i},n{i},{i * 1.5}\n" for i in range(1, 9)))
                return {"rows": 8}
            """)
        .Write("clean.py", """
            def clean(load, scratch_dir):
                rows = open(scratch_dir + "/load.csv").read().splitlines()
                with open(scratch_dir + "/clean.csv", "w") as out:
                    out.write("\n".join(row.upper() if i == 99 else row for i, row in enumerate(rows)) + "\n")
            """)
        .Write("report.sh", "wc -l < \"$INPUT_PIPELINE_DIR/clean.csv\" | tr -d ' ' > \"$OUTPUT_PIPELINE_DIR/report.txt\"\n");

    [Fact]
    public void A_change_in_one_task_turns_that_test_red_alone_and_names_the_cells()
    {
        using var shop = Shop().Settle();
        shop.Test().IsGreen();

        var report = shop.Replace("clean.py", "i == 99", "i == 3").Test();
        Assert.Equal("clean", report.Named(TestStatus.Changed));
        Assert.Equal("load report", report.Named(TestStatus.Same));
        var outcome = report.Of("clean");
        Assert.Equal(["code changed: clean.py:clean"], outcome.Causes);
        Assert.True(outcome.IsUpstreamApproved);
        var table = Assert.IsType<TableDiff>(report.Diff("clean", "clean.csv").Detail);
        var cell = Assert.Single(Assert.Single(table.Columns, column => column.ChangedCells > 0).Samples);
        Assert.Equal(("n3", "N3"), (cell.Old, cell.New));
        Assert.Equal(["3"], cell.Key);
        Assert.Equal("kptn approve clean", outcome.ApproveCommand);
        Assert.True(File.Exists(shop[outcome.Outputs[0].NewFile!]));
    }

    [Fact]
    public void A_folder_with_links_that_lead_nowhere_and_pipes_is_tested_by_its_files()
    {
        using var shop = new Pipeline()
            .Write("kptn.yaml", "graphs: {g: {tasks: {site: []}}}\ntasks: {site: {file: site.sh, outputs: [site, 'more/*']}}\n")
            .Write("site.sh", """
                for folder in site more; do
                  mkdir -p "$OUTPUT_PIPELINE_DIR/$folder" && cd "$OUTPUT_PIPELINE_DIR/$folder"
                  echo a > real.txt; ln -s real.txt link.txt; ln -s nowhere gone; ln -s . loop; mkfifo pipe
                done
                """);
        var report = shop.Test();
        Assert.Equal("site", report.Named(TestStatus.New));
        Assert.Equal("new, 2 files, 4 bytes", report.Diff("site", "site/").Headline);
        shop.Approve().Test().IsGreen();
        Assert.Equal("site", shop.Replace("site.sh", "echo a", "echo b").Test().Named(TestStatus.Changed));
    }

    [Fact]
    public void A_change_without_a_cause_says_how_to_look_for_chance()
    {
        using var shop = new Pipeline().Write("kptn.yaml", "graphs: {g: {tasks: {now: []}}}\ntasks: {now: {command: 'date +%s%N > \"$OUTPUT_PIPELINE_DIR/now.txt\"', outputs: [now.txt]}}\n").Settle();
        Assert.Equal("nothing that it depends on changed; whether two runs make the same tells: kptn test now --twice", shop.Test().Of("now").Reason);
    }

    [Fact]
    public void What_is_approved_flows_on_to_the_tests_of_dependents()
    {
        using var shop = Shop().Settle();
        shop.Replace("load.py", "range(1, 9)", "range(1, 10)");

        Assert.Equal("load", shop.Test().Named(TestStatus.Changed));
        var next = shop.Approve("load").Test();
        Assert.Equal("clean", next.Named(TestStatus.Changed));
        Assert.Equal(["input changed: load/load.csv"], next.Of("clean").Causes);
        Assert.False(next.Of("clean").IsUpstreamApproved);
        Assert.Equal("report", shop.Approve("clean").Test().Named(TestStatus.Changed));
        shop.Approve().Test().IsGreen();
    }

    [Fact]
    public void Small_movements_other_orders_and_other_line_ends_stay_green()
    {
        using var shop = Shop().Settle();
        shop.Write("clean.py", """
            def clean(load, scratch_dir):
                head, *rows = open(scratch_dir + "/load.csv").read().splitlines()
                out = [head]
                for row in reversed(rows):
                    key, name, price = row.split(",")
                    out.append(f'"{key}",{name},{float(price) + 0.004}')
                open(scratch_dir + "/clean.csv", "w", newline="").write("\r\n".join(out))
            """);
        var report = shop.Test("clean");
        report.IsGreen();
        Assert.False(report.Diff("clean", "clean.csv").IsIdentical);
        shop.Replace("clean.py", "0.004", "0.04");
        Assert.Equal("clean", shop.Test("clean").Named(TestStatus.Changed));
    }

    [Theory]
    [InlineData("row.replace('price', 'cost') if i == 0 else row")]
    [InlineData("','.join(row.split(',')[:2])")]
    [InlineData("row if i == 0 else row.replace(',n', ',') if i == 4 else row")]
    [InlineData("row if i == 0 else row + 'x'")]
    [InlineData("row if i != 8 else '8,n8,99'")]
    public void Columns_types_and_single_cells_that_change_are_found(string expression)
    {
        using var shop = Shop().Settle();
        shop.Replace("clean.py", "row.upper() if i == 99 else row", expression);
        Assert.Equal("clean", shop.Test("clean").Named(TestStatus.Changed));
    }

    [Fact]
    public void Results_are_snapshots_too()
    {
        using var shop = Shop().Settle();
        var report = shop.Replace("load.py", "\"rows\": 8", "\"rows\": 9").Test("load");
        Assert.Equal("load", report.Named(TestStatus.Changed));
        Assert.Equal(DiffKind.Same, report.Diff("load", "load.csv").Kind);
        Assert.Equal(DiffKind.Changed, report.Diff("load", "result.json").Kind);
    }

    [Fact]
    public void Outputs_that_come_and_go_are_changes()
    {
        using var shop = Shop().Settle();
        shop.Replace("kptn.yaml", "outputs: [report.txt]", "outputs: [summary.txt]").Replace("report.sh", "/report.txt", "/summary.txt");
        var report = shop.Test("report");
        Assert.Equal(DiffKind.Added, report.Diff("report", "summary.txt").Kind);
        Assert.Equal(DiffKind.Removed, report.Diff("report", "report.txt").Kind);
        shop.Approve().Test().IsGreen();
        Assert.False(File.Exists(shop["snapshots/g/report/report.verified.txt"]));
    }

    [Fact]
    public void Only_what_is_not_as_approved_runs_with_changed()
    {
        using var shop = Shop().Settle();
        Assert.Equal("clean load report", shop.Test(request => request with { OnlyChanged = true }).Named(TestStatus.Skipped));

        // A refactoring runs until its manifest is approved again.
        shop.Replace("clean.py", "i == 99", "i == 98");
        var report = shop.Test(request => request with { OnlyChanged = true });
        Assert.Equal(("clean", "load report"), (report.Named(TestStatus.Same), report.Named(TestStatus.Skipped)));
        Assert.Equal("clean load report", shop.Approve().Test(request => request with { OnlyChanged = true }).Named(TestStatus.Skipped));
        shop.Replace("load.py", "i * 1.5", "i * 2").Test();
        Assert.Equal("clean", shop.Approve("load").Test(request => request with { OnlyChanged = true }).Named(TestStatus.Changed));
    }

    [Fact]
    public void A_fresh_clone_has_all_that_tests_need()
    {
        using var shop = Shop().Settle();
        Directory.Delete(shop[".kptn"], recursive: true);
        shop.Test().IsGreen();
        Assert.False(Directory.Exists(shop["scratch"]));
    }

    [Fact]
    public void Large_outputs_are_approved_without_their_content_in_git()
    {
        using var shop = Shop().Replace("kptn.yaml", "graphs:", "settings: {snapshots: {max_bytes: 50}}\ngraphs:").Settle();
        Assert.False(File.Exists(shop["snapshots/g/load/load.verified.csv"]));
        shop.Test().IsGreen();

        // Elsewhere the content is made by the test of the task that makes it, or is named as missing.
        Directory.Delete(shop[".kptn"], recursive: true);
        shop.Test().IsGreen();
        Directory.Delete(shop[".kptn"], recursive: true);
        Assert.Contains("kptn run load", shop.Test("clean").Error("clean"), StringComparison.Ordinal);

        var report = shop.Replace("load.py", "i * 1.5", "i * 1.25").Test("load");
        Assert.Contains("column price: least '1.5' → '1.25'", report.Diff("load", "load.csv").Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Conflict_markers_and_lost_files_count_as_missing()
    {
        using var shop = Shop().Settle();
        shop.Write("snapshots/g/report/report.verified.txt", "<<<<<<< HEAD\n9\n=======\n8\n>>>>>>> main\n");
        var report = shop.Test("report");
        Assert.False(report.Passes);
        Assert.Contains(report.Diff("report", "report.txt").Notes, note => note.IsWarning && note.Text.Contains("unfinished merge", StringComparison.Ordinal));
        Assert.Contains("unfinished merge", shop.Write("snapshots/g/load/load.verified.csv", "<<<<<<< HEAD\n9\n=======\n8\n>>>>>>> main\n").Test("clean").Error("clean"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_an_approved_file_is_said_of_its_output_alone()
    {
        using var shop = new Pipeline()
            .Write("kptn.yaml", """
                graphs: {g: {tasks: {make: []}}}
                tasks: {make: {file: make.sh, outputs: [ba.csv, a.csv, sub/a.csv]}}
                """)
            .Write("make.sh", "mkdir \"$OUTPUT_PIPELINE_DIR/sub\"; for f in ba a sub/a; do printf 'n\n1\n' > \"$OUTPUT_PIPELINE_DIR/$f.csv\"; done\n").Settle();
        foreach (var file in new[] { "ba", "a", "sub/a" }) shop.Write($"snapshots/g/make/{file}.verified.csv", "<<<<<<< HEAD\n9\n=======\n8\n>>>>>>> main\n");

        var report = shop.Test();

        foreach (var file in new[] { "ba", "a", "sub/a" })
        {
            var note = Assert.Single(report.Diff("make", $"{file}.csv").Notes, note => note.IsWarning);
            Assert.Contains($"/make/{file}.verified.csv", note.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_output_with_the_name_of_results_is_refused_where_there_is_a_result()
    {
        using var shop = Shop().Replace("kptn.yaml", "outputs: [load.csv]", "outputs: [load.csv, result.json]");
        var (cases, findings) = TestSession.Find(new TestRequest { Folder = shop.Root });
        Assert.Empty(cases);
        var finding = Assert.Single(findings);
        Assert.Equal("result-name", finding.Code);
        Assert.Contains("'load'", finding.Message, StringComparison.Ordinal);

        shop.Replace("kptn.yaml", ", cache_result: true", "");
        Assert.Equal(3, TestSession.Find(new TestRequest { Folder = shop.Root }).Cases.Count);
    }

    [Fact]
    public void What_a_killed_process_was_writing_is_removed_by_the_next_session()
    {
        using var shop = Shop().Settle();
        shop.Write("snapshots/g/gone/0a1b.received.tmp", "half").Write("snapshots/g/load/0a1c.received.tmp", "half").Write("snapshots/g/load/0a1d.received.tmp", "being written");
        foreach (var old in new[] { "gone/0a1b", "load/0a1c" }) File.SetLastWriteTimeUtc(shop[$"snapshots/g/{old}.received.tmp"], DateTime.UtcNow.AddHours(-1));

        shop.Test("report");

        Assert.Equal(["0a1d.received.tmp"], Directory.EnumerateFiles(shop["snapshots"], "*.tmp", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.False(Directory.Exists(shop["snapshots/g/gone"]));
    }

    [Fact]
    public void A_file_that_another_tool_accepted_is_the_truth()
    {
        using var shop = Shop().Settle();
        shop.Replace("report.sh", "wc -l", "wc -c").Test("report");
        File.Move(shop["snapshots/g/report/report.received.txt"], shop["snapshots/g/report/report.verified.txt"], overwrite: true);
        shop.Test("report").IsGreen();
    }

    [Fact]
    public void Nothing_is_approved_by_testing()
    {
        using var shop = Shop();
        var report = shop.Test();
        Assert.Equal("clean load report", report.Named(TestStatus.New));
        Assert.False(report.Passes);
        Assert.Equal("nothing was approved yet", report.Of("clean").Reason);
        Assert.Equal(["id,name,price", "1,n1,1.5"], File.ReadLines(shop[report.Of("clean").Outputs[0].NewFile!]).Take(2));
        Assert.Empty(Directory.EnumerateFiles(shop["snapshots"], "*.verified.*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Two_runs_find_what_is_not_deterministic_and_the_setting_that_settles_it()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {draw: [], steady: []}}}
            tasks:
              draw: {file: draw.py, outputs: [draw.csv, draw.json, draw.txt]}
              steady: {file: draw.py:steady, outputs: [steady.csv]}
            """).Write("draw.py", """
            import json, os, random, time, uuid
            def draw(scratch_dir):
                with open(scratch_dir + "/draw.csv", "w") as out:
                    out.write("id,u,at,val,exact\n" + "".join(f"{i},{uuid.uuid4()},2026-01-01T10:00:{i:02}.{time.time_ns() % 1000000},{random.random()},{i}\n" for i in range(5)))
                json.dump({"n": 5, "seed": random.random(), "runs": [{"id": str(uuid.uuid4())}]}, open(scratch_dir + "/draw.json", "w"))
                open(scratch_dir + "/draw.txt", "w").write(f"made by {uuid.uuid4()}\nin {os.getcwd()}\n")
            def steady(scratch_dir): open(scratch_dir + "/steady.csv", "w").write("a\n1\n")
            """).Settle();

        var report = shop.Test(request => request with { Twice = true });
        Assert.Equal(("draw", "steady"), (report.Named(TestStatus.Failed), report.Named(TestStatus.Same)));
        var error = report.Error("draw");
        Assert.Contains("scrub: [datetime, guid, path]", error, StringComparison.Ordinal);
        Assert.Contains("ignore: ['$.seed', val]", error, StringComparison.Ordinal);
        Assert.DoesNotContain("exact", error, StringComparison.Ordinal);
        shop.Replace("kptn.yaml", "draw.txt]", "draw.txt], snapshot: {scrub: [datetime, guid, path], ignore: ['$.seed', val]}").Test(request => request with { Twice = true }).IsGreen();
    }
}
