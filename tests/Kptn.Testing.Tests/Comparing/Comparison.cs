using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Compares two contents as files of one name.</summary>
internal static class Comparison
{
    public static OutputDiff Of(string path, string before, string after, CompareSettings? settings = null)
    {
        using var folder = new TestFolder();
        folder.Write("old/" + path, before).Write("new/" + path, after);
        return OutputComparer.Compare(path, folder["old/" + path], folder["new/" + path], settings ?? CompareSettings.Default, TestContext.Current.CancellationToken);
    }

    public static OutputDiff Of(string path, byte[] before, byte[] after, CompareSettings? settings = null)
    {
        using var folder = new TestFolder();
        folder.Write("old", before).Write("new", after);
        return OutputComparer.Compare(path, folder["old"], folder["new"], settings ?? CompareSettings.Default, TestContext.Current.CancellationToken);
    }

    public static OutputDiff Csv(string before, string after, CompareSettings? settings = null) => Of("orders.csv", before, after, settings);

    public static TableDiff Table(this OutputDiff diff) => Assert.IsType<TableDiff>(diff.Detail);

    public static ColumnDiff Column(this OutputDiff diff, string name) => Assert.Single(diff.Table().Columns, column => column.Name == name);

    public static JsonDiff Json(this OutputDiff diff) => Assert.IsType<JsonDiff>(diff.Detail);

    public static TextDiff Text(this OutputDiff diff) => Assert.IsType<TextDiff>(diff.Detail);

    public static CompareSettings Keys(params string[] keys) => CompareSettings.Default with { Keys = keys };

    public static IEnumerable<string> Codes(this OutputDiff diff) => diff.Notes.Select(note => note.Code);
}
