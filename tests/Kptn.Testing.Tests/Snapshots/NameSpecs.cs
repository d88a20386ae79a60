using Kptn.Testing.Snapshots;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Tests.Snapshots;

public sealed class NameSpecs
{
    private static readonly string[] Parts =
    [
        "a", "A", "b.csv", "B.CSV", "README", "readme", "manifest.json", "Manifest.JSON", "result.json", "result", "x.tar.gz", ".hidden", ".env.txt", "CON", "con.csv", "aux.verified", "x.verified.csv",
        "x.received.csv", "x.Received.csv", "verified", "a ", "a b.csv", "é.csv", "日本.csv", "a:b.csv", "a|b", "year=2020", "%41", "a~b.csv", "x.", "..x", new('n', 200), new string('n', 200) + "2", "com1.txt", "x.csv.",
        "a\tb", "*", "?", "[x]", "a.c?v", "a.c*v", "x.reallyverylongextension", "-", "_",
    ];

    [Theory]
    [InlineData("a/b.csv", "a/b.verified.csv")]
    [InlineData("README", "README.verified")]
    [InlineData(".env", ".env.verified")]
    [InlineData("x.tar.gz", "x.tar.verified.gz")]
    [InlineData("manifest.csv", "manifest.verified.csv")]
    [InlineData("year=2020/my report (1).csv", "year=2020/my report (1).verified.csv")]
    [InlineData("manifest.json", "manifest~b24e1e90.verified.json")]
    [InlineData("con.csv", "_con~c0cf0f7b.verified.csv")]
    [InlineData("x.received.csv", "x_received~fdb4b28d.verified.csv")]
    public void Plain_names_stay_and_others_get_digits(string path, string file)
    {
        var name = new OutputNames(isFlat: false).Of(path);
        Assert.Equal(file.Contains('~') ? Digits(file, path) : file, name);
    }

    [Fact]
    public void No_two_outputs_have_one_file_whatever_the_case()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            foreach (var isFlat in new[] { false, true })
            {
                var paths = Enumerable.Range(0, 100).Select(_ => string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Parts[random.Next(Parts.Length)]))).Distinct(StringComparer.Ordinal).ToList();
                var names = new OutputNames(isFlat);
                var files = paths.Select(names.Of).ToList();
                var all = files.Concat(files.Select(SnapshotNames.Received)).Append(SnapshotNames.Manifest).Append(SnapshotNames.ReceivedManifest).Append(SnapshotNames.Result).ToList();
                Assert.Equal(all.Count, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.All(files, file => AssertSafe(file, isFlat));
            }
        }
    }

    [Fact]
    public void A_name_stays_when_others_come()
    {
        var names = new OutputNames(isFlat: false);
        var first = names.Of("a.csv");
        var later = new OutputNames(isFlat: false);
        later.Keep("a.csv", first);
        Assert.NotEqual(first, later.Of("A.csv"), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(first, later.Of("a.csv"));
    }

    [Fact]
    public void No_two_keys_have_one_folder_whatever_the_case()
    {
        string[] tasks = ["clean", "Clean", "con", "x.verified", "x.", "a-b", "a_b", "_a", new('t', 300), new string('t', 300) + "2"];
        var settings = new SnapshotSettings("/p/snapshots", 1) { AlikeNames = new HashSet<string> { "clean", "Clean" } };
        string?[] items = [null, "\"NC\"", "\"nc\"", "\"x.verified.csv\"", "1", "\"1\"", "[1,2]", "\"con\"", "\"a/b\"", "\"Ä\""];
        var keys = tasks.SelectMany(task => tasks.SelectMany(graph => items.Select(item => new SnapshotKey(graph, task, item)))).ToList();
        var folders = keys.Select(key => SnapshotFolders.Of(key, settings)).ToList();
        Assert.Equal(keys.Count, folders.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(Path.Combine("a-b", "a_b", "NC"), SnapshotFolders.Of(new("a-b", "a_b", "\"NC\""), settings));
        Assert.Equal(Path.Combine("clean~" + SafeName.Hash("clean", 8), "_con~" + SafeName.Hash("con", 8)), SnapshotFolders.Of(new("clean", "con", null), settings));
    }

    private static string Digits(string file, string path)
    {
        var at = file.IndexOf('~', StringComparison.Ordinal);
        return string.Concat(file.AsSpan(0, at + 1), SafeName.Hash(path, 8), file.AsSpan(at + 9));
    }

    private static void AssertSafe(string file, bool isFlat)
    {
        Assert.True(SnapshotNames.IsVerified(file), file);
        Assert.True(SnapshotNames.IsOfSnapshot(Path.GetFileName(file)), file);
        Assert.False(SnapshotNames.IsReceived(file), file);
        Assert.True(SnapshotNames.IsReceived(SnapshotNames.Received(file)), file);
        Assert.True(file.Length <= 160, file);
        Assert.False(isFlat && file.Contains('/'), file);
        Assert.All(file.Split('/'), part =>
        {
            Assert.DoesNotMatch(@"[<>:""|?*\\\x00-\x1f]|[. ]$|^ |^$|[^\x20-\x7e]", part);
            Assert.DoesNotMatch(@"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", part);
        });
    }
}
