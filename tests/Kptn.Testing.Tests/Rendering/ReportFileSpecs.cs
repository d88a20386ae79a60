using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Terminal;

namespace Kptn.Testing.Tests.Rendering;

public sealed class ReportFileSpecs
{
    [Fact]
    public void Real_differences_of_each_kind_are_in_each_form()
    {
        using var folder = new TestFolder();
        Write(folder, "old", "19.99", "\"seed\": 7", "alpha beta", 1);
        Write(folder, "new", "24.99", "\"seed\": 8", "alpha gamma", 2);
        var paths = new[] { "prices.csv", "model.json", "notes.txt", "blob.bin", "out" };
        var diffs = paths.Select(path => OutputComparer.Compare(path, folder[$"old/{path}"], folder[$"new/{path}"], CompareSettings.Default with { Keys = ["sku"] }, TestContext.Current.CancellationToken));
        var report = Reports.Of(Reports.Changed("all", diffs));
        foreach (var form in Enum.GetValues<ReportForm>())
        {
            ReportFile.Write(report, form, folder[$"reports/deep/{form}"]);
            var text = File.ReadAllText(folder[$"reports/deep/{form}"]).Replace("<mark>", "").Replace("</mark>", "");
            string[] values = form is ReportForm.Html ? ["19.99", "24.99", "$", "alpha beta", "alpha gamma", "blob.bin", "out/inner.csv"] : ["19.99", "24.99", "$.seed", "alpha beta", "alpha gamma", "blob.bin", "out/inner.csv"];
            Assert.All(values, value => Assert.Contains(value, text));
        }

        Assert.Equal(5, Directory.GetFiles(folder["reports/deep"]).Length);
        Verified.Match(string.Join('\n', new TerminalText(new()).Of(report)), "terminal");
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_stays_and_nothing_is_left_behind()
    {
        using var folder = new TestFolder();
        folder.Write("report/inside.txt", "here");
        Assert.ThrowsAny<SystemException>(() => ReportFile.Write(Reports.Shop, ReportForm.Json, folder["report"]));
        Assert.Equal([folder["report"]], Directory.GetFileSystemEntries(folder.Root));
    }

    private static void Write(TestFolder folder, string side, string price, string seed, string line, byte value) => folder
        .Write($"{side}/prices.csv", $"sku,name,price\nA,Kettle,{price}\nB,Cup,3\n")
        .Write($"{side}/model.json", $$"""{"items": [{"sku": "A"}], {{seed}}}""")
        .Write($"{side}/notes.txt", $"first\n{line}\nlast\n")
        .Write($"{side}/blob.bin", [0, 1, 2, value])
        .Write($"{side}/out/inner.csv", $"sku,price\nA,{price}\n")
        .Write($"{side}/out/same.txt", "same");
}
