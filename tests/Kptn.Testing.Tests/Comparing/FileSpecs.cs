using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

public sealed class FileSpecs
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 128, 0, 0, 1, 224, 8, 2, 0, 0, 0];

    [Fact]
    public void Text_is_compared_line_by_line_with_some_around()
    {
        var before = string.Concat(Enumerable.Range(1, 30).Select(i => $"line {i}\n"));
        var after = before.Replace("line 10\n", "line ten\n", StringComparison.Ordinal).Replace("line 25\n", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

        var diff = Comparison.Of("log.txt", before, after);

        Assert.Equal("1 line added, 2 removed of 30", diff.Headline);
        Assert.Equal(["line-ends"], diff.Codes());
        var text = diff.Text();
        Assert.Equal([(7L, 7L, 7L, 7L), (22L, 7L, 22L, 6L)], text.Hunks.Select(hunk => (hunk.OldStart, hunk.OldCount, hunk.NewStart, hunk.NewCount)));
        Assert.Equal(
            ["Same line 7", "Same line 8", "Same line 9", "Removed line 10", "Added line ten", "Same line 11", "Same line 12", "Same line 13"],
            text.Hunks[0].Lines.Select(line => $"{line.Kind} {line.Text}"));
    }

    [Fact]
    public void Line_ends_alone_are_no_change()
    {
        var diff = Comparison.Of("log.txt", "a\nb\n", "\uFEFFa\r\nb");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Equal(["line-ends", "byte-order-mark", "last-line-end"], diff.Codes());
    }

    [Fact]
    public void Lines_can_be_scrubbed_and_sorted()
    {
        var settings = CompareSettings.Default with { Scrub = [new Scrubber(ScrubKind.DateTime)], Sort = SortSetting.All };

        Assert.Equal(DiffKind.Same, Comparison.Of("log.txt", "2024-01-01 10:00:01 b\n2024-01-01 10:00:00 a\n", "2025-06-07T08:09:10.123Z a\n2025-06-07 08:09:11 b\n", settings).Kind);
    }

    [Fact]
    public void A_long_text_with_a_changed_line_in_each_thousand_is_found_exactly()
    {
        var lines = Enumerable.Range(0, 50_000).Select(i => (i % 7 == 0 ? "same" : $"line {i}")).ToArray();
        var changed = lines.Select((line, i) => i % 1_000 == 5 ? line + "!" : line).ToArray();

        var text = Comparison.Of("log.txt", string.Join('\n', lines), string.Join('\n', changed)).Text();

        Assert.Equal((50, 50), (text.Added, text.Removed));
    }

    [Fact]
    public void A_rewritten_text_is_cut_but_counted()
    {
        var text = Comparison.Of("log.txt", string.Join('\n', Enumerable.Range(0, 5_000)), string.Join('\n', Enumerable.Range(10_000, 6_000))).Text();

        Assert.Equal((6_000, 5_000, true), (text.Added, text.Removed, text.IsCut));
        Assert.Equal(200, text.Hunks.Sum(hunk => hunk.Lines.Count));
        Assert.Contains(text.Hunks[0].Lines, line => line.Kind == DiffKind.Added);
    }

    [Fact]
    public void An_image_tells_its_size()
    {
        byte[] larger = [.. Png];
        larger[18] = 3;

        var diff = Comparison.Of("plot.png", Png, larger);

        Assert.Equal("PNG image, 640 × 480 → 896 × 480, bytes differ, 29 bytes as before", diff.Headline);
        var binary = Assert.IsType<BinaryDiff>(diff.Detail);
        Assert.Equal((18, 64), (binary.FirstDifference, binary.NewHash.Length));
    }

    [Fact]
    public void A_table_that_is_packed_is_no_text()
    {
        var diff = Comparison.Of("orders.csv", [0x1F, 0x8B, 8, 0, 1], [0x1F, 0x8B, 8, 0, 2]);

        Assert.Equal((CompareMode.Binary, "gzip archive, bytes differ, 5 bytes as before"), (diff.ComparedAs, diff.Headline));
    }

    [Fact]
    public void Text_of_an_older_encoding_is_text()
        => Assert.Equal(CompareMode.Text, Comparison.Of("log.txt", [.. "caf"u8, 0xE9, 10], [.. "caf"u8, 0xE8, 10]).ComparedAs);

    [Fact]
    public void The_same_bytes_are_identical()
    {
        var diff = Comparison.Of("orders.csv", "a\n1\n", "a\n1\n");

        Assert.Equal((DiffKind.Same, true, "identical, 4 bytes"), (diff.Kind, diff.IsIdentical, diff.Headline));
    }

    [Fact]
    public void What_is_not_there_was_added_or_removed()
    {
        using var folder = new TestFolder();
        folder.Write("a.csv", "a\n1\n");

        Assert.Equal((DiffKind.Added, "new, 4 bytes"), Short(OutputComparer.Compare("a.csv", folder["none"], folder["a.csv"], CompareSettings.Default, TestContext.Current.CancellationToken)));
        Assert.Equal((DiffKind.Removed, "gone, 4 bytes"), Short(OutputComparer.Compare("a.csv", folder["a.csv"], null, CompareSettings.Default, TestContext.Current.CancellationToken)));
        Assert.Throws<FileNotFoundException>(() => OutputComparer.Compare("a.csv", null, folder["none"], CompareSettings.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Folders_are_compared_file_by_file()
    {
        using var folder = new TestFolder();
        folder.Write("old/a.csv", "id,x\n1,1\n").Write("old/sub/b.txt", "b\n").Write("old/c.txt", "c\n")
            .Write("new/a.csv", "id,x\n1,2\n").Write("new/sub/b.txt", "b\r\n").Write("new/d.txt", "d\n");

        var diff = OutputComparer.Compare("parts/", folder["old"], folder["new"], Comparison.Keys("id"), TestContext.Current.CancellationToken);

        Assert.Equal("1 of 3 files changed, 1 added, 1 removed; a.csv: 1 of 1 row changed; column x: 1 cell, +1; c.txt: gone, 2 bytes", diff.Headline);
        var detail = Assert.IsType<FolderDiff>(diff.Detail);
        Assert.Equal((1, 1, 1, 1), (detail.Added, detail.Removed, detail.Changed, detail.Same));
        Assert.Equal(["parts/a.csv", "parts/c.txt", "parts/d.txt"], detail.Files.Select(file => file.Path));
    }

    [Fact]
    public void A_folder_of_many_files_shows_some_and_counts_all()
    {
        using var folder = new TestFolder();
        for (var i = 0; i < 120; i++) folder.Write(string.Create(CultureInfo.InvariantCulture, $"new/{i:000}.txt"), "x");
        Directory.CreateDirectory(folder["old"]);

        var detail = Assert.IsType<FolderDiff>(OutputComparer.Compare("parts", folder["old"], folder["new"], CompareSettings.Default, TestContext.Current.CancellationToken).Detail);

        Assert.Equal((120, 50), (detail.Added, detail.Files.Count));
    }

    [Fact]
    public void A_file_that_became_a_folder_is_a_change()
    {
        using var folder = new TestFolder();
        folder.Write("old", "x").Write("new/a", "x");

        Assert.Equal((DiffKind.Changed, "a file became a folder"), Short(OutputComparer.Compare("out", folder["old"], folder["new"], CompareSettings.Default, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void The_mode_can_be_declared()
    {
        var settings = CompareSettings.Default with { ModeByOutput = [new OutputMode("*.dat", CompareMode.Table), new OutputMode("raw*", CompareMode.Binary)] };

        Assert.Equal(CompareMode.Table, Comparison.Of("x.dat", "a\n1\n", "a\n2\n", settings).ComparedAs);
        Assert.Equal(CompareMode.Binary, Comparison.Of("raw.csv", "a\n1\n", "a\n2\n", settings).ComparedAs);
    }

    private static (DiffKind Kind, string Headline) Short(OutputDiff diff) => (diff.Kind, diff.Headline);
}
