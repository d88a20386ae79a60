using System.Text.RegularExpressions;
using Kptn.Engine.Execution.Items;

namespace Kptn.Engine.Tests.Languages.R;

public sealed partial class RItemSpecs : IAsyncDisposable
{
    private static readonly string[] OddWords = ["a", "b c", "", "--help", "-e", "--args", "q\"'`$x", "é 世界", "--version", "-g", "--no-restore", "*", "\\n", "line\nbreak", "--encoding=latin1"];
    private readonly RItemRoom _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact(Timeout = 600_000)]
    public async Task A_script_writes_and_ends_as_with_Rscript()
    {
        var (plain, warm) = (_room.Plain(), _room.Warm());
        var differences = new List<string>();
        foreach (var (name, text) in RCorpus.All())
        {
            var ofPlain = await RunAsync(plain, "one", name, text);
            var ofWarm = await RunAsync(warm, "two", name, text);
            if (warm.Reason.Length > 0) differences.Add($"{name} is not run warm: {warm.Reason}");
            if (ofPlain != ofWarm) differences.Add($"{name}\n--- Rscript\n{ofPlain}\n--- warm\n{ofWarm}");
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    [Fact(Timeout = 60_000)]
    public async Task Words_reach_a_script_as_they_are()
    {
        _room.Folder.Write("a b/args é.R", "commandArgs()\ncommandArgs(TRUE)\nEncoding(commandArgs(TRUE))\n");
        foreach (var words in (string[][])[[], [""], OddWords, ["--args"], .. OddWords.Select(word => new[] { word })])
        {
            var (one, other) = (_room.Item("a b/args é.R", words), _room.Item("a b/args é.R", words));
            await RItemRoom.RunAsync(_room.Plain(), one);
            var warm = _room.Warm();
            await RItemRoom.RunAsync(warm, other);

            Assert.Equal("", warm.Reason);
            Assert.Equal(RItemRoom.Log(one), RItemRoom.Log(other));
        }
    }

    // Each way has a folder of its own, of the same name, so that neither sees what the other's script has made.
    private async Task<string> RunAsync(IItemWorker worker, string way, string name, string text)
    {
        var script = $"{way}/scripts/{name}.R";
        _room.Folder.Write(script, text);
        var work = _room.ItemIn(script, [new("US_STATE", "NC"), new("ODD", "a=b \"ü\"\n")], "one", "two words");
        var end = (await RItemRoom.RunAsync(worker, work))[0];
        var made = Directory.EnumerateFileSystemEntries(_room.Folder[$"{way}/scripts"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        var log = RItemRoom.Log(work).Replace($"{_room.Folder.Root}/{way}/", $"{_room.Folder.Root}/any/", StringComparison.Ordinal);
        return $"{Addresses().Replace(log, "$1#")}[{end.Outcome} {end.ExitCode} {end.Error} {end.Notice}] {string.Join(' ', made)}";
    }

    // What differs from one Rscript to the next, too.
    [GeneratedRegex("(bytecode: |C stack usage +|address )[0-9a-fx]+")]
    private static partial Regex Addresses();
}
