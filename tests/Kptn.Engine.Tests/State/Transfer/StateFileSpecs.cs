using System.Security.Cryptography;
using System.Text;
using Kptn.Engine.State;
using Kptn.Engine.State.Transfer;
using Kptn.Engine.Tests.State.Branches;
using static Kptn.Engine.Tests.State.Branches.BranchFixture;

namespace Kptn.Engine.Tests.State.Transfer;

public sealed class StateFileSpecs : IDisposable
{
    private readonly BranchFixture _state = new();
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string FilePath => _folder["state.jsonl"];

    public void Dispose()
    {
        _state.Dispose();
        _folder.Dispose();
    }

    [Fact(Timeout = 30_000)]
    public async Task What_was_exported_is_imported_as_it_was()
    {
        await FillAsync();
        await ExportAsync(Feature, Main);
        using var file = StateFile.Open(FilePath, Cancellation);
        Assert.Equal([Feature, Main], file.Sources.Select(source => source.Key));
        await ImportAsync(file.Sources[0], Sub);

        Assert.Equal(StateText.Of(await _state.Store.ReadAsync(Feature, Cancellation)), StateText.Of(await _state.Store.ReadAsync(Sub, Cancellation)));
        Assert.Equal(_state.ReadItems(Feature), _state.ReadItems(Sub));
        Assert.NotEmpty(_state.ReadItems(Sub));
        Assert.Null(await _state.BaseOf(Sub));
        Assert.Empty(StateDiff.Of(file.Sources[0], StateSource.Of(await _state.Store.ViewAsync(Sub, Cancellation)), _ => true, Cancellation));
        Assert.Equal(["state.jsonl"], Directory.EnumerateFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_file_that_was_cut_off_or_changed_anywhere_is_refused()
    {
        await FillAsync(items: 4);
        await ExportAsync(Feature);
        var whole = await File.ReadAllBytesAsync(FilePath, Cancellation);
        var random = new Random(1);
        for (var round = 0; round < 400; round++)
        {
            var bytes = round % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (round % 2 == 1) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(FilePath, bytes, Cancellation);

            var error = Assert.Throws<StateFileException>(() => StateFile.Open(FilePath, Cancellation));
            Assert.StartsWith($"'{FilePath}' cannot be read as exported state: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 30_000)]
    [InlineData("", "it is empty")]
    [InlineData("[]\n", "the line at byte 0 is no object")]
    [InlineData("{}\n", "it was not written by kptn state export")]
    [InlineData("{\"kptn_state\":2,\"kptn\":\"9.1.0\"}\n", "kptn 9.1.0 wrote it (format 2) and this kptn reads format 1; use that kptn or a newer one")]
    [InlineData("{\"kptn_state\":\"1\"}\n", "it was not written by kptn state export")]
    [InlineData("{\"kptn_state\":1}\n", "it was cut off; export it again")]
    [InlineData("{\"kptn_state\":1}\n{\"end\":{\"lines\":1,\"sha256\":\"\"}}\n", "its content is not what was exported (the checksum differs); export it again")]
    [InlineData("{\"kptn_state\":1}\n{\"end\":7}\n", "its content is not what was exported (the checksum differs); export it again")]
    [InlineData("{\"kptn_state\":1}\n{\"item\":{}}\n", "the line at byte 17 makes no sense: it belongs to no task")]
    [InlineData("{\"kptn_state\":1}\n{\"task\":{\"name\":\"a\",\"last\":{\"outcome\":\"won\"}}}\n", "the line at byte 17 makes no sense: there is no outcome 'won'")]
    [InlineData("{\"kptn_state\":1}\n{\"key\":{\"storage_key\":null,\"namespace\":\"\"}}\n", "the line at byte 17 makes no sense: 'storage_key' is null")]
    public async Task A_file_of_something_else_is_refused(string content, string reason)
    {
        await File.WriteAllTextAsync(FilePath, content, Cancellation);

        Assert.EndsWith(reason, Assert.Throws<StateFileException>(() => StateFile.Open(FilePath, Cancellation)).Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("out/1.csv", "../../secret")]
    [InlineData("out/1.csv", "/etc/passwd")]
    [InlineData("\"session\":0", "\"session\":99")]
    [InlineData("\"session\":0", "\"session\":-1")]
    public async Task A_file_that_somebody_made_to_do_harm_is_refused_though_its_checksum_is_right(string from, string to)
    {
        await FillAsync();
        await ExportAsync(Feature);
        var text = await File.ReadAllTextAsync(FilePath, Cancellation);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var lines = text.Replace(from, to, StringComparison.Ordinal).Split('\n')[..^2];
        var body = string.Concat(lines.Select(line => line + "\n"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        await File.WriteAllTextAsync(FilePath, $"{body}{{\"end\":{{\"lines\":{lines.Length},\"sha256\":\"{hash}\"}}}}\n", Cancellation);

        Assert.Contains("makes no sense", Assert.Throws<StateFileException>(() => StateFile.Open(FilePath, Cancellation)).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task What_a_later_version_added_is_passed_over()
    {
        await FillAsync();
        await ExportAsync(Feature);
        var lines = (await File.ReadAllTextAsync(FilePath, Cancellation)).Split('\n')[..^2].Select(line => line.Replace("{\"task\":{", "{\"new\":[{}],\"task\":{\"more\":1,", StringComparison.Ordinal)).ToList();
        lines.Insert(3, "{\"added\":{\"x\":1}}");
        var body = string.Concat(lines.Select(line => line + "\n"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        await File.WriteAllTextAsync(FilePath, $"{body}{{\"end\":{{\"lines\":{lines.Count},\"sha256\":\"{hash}\"}}}}\n", Cancellation);
        using var file = StateFile.Open(FilePath, Cancellation);

        Assert.Equal(StateText.Of(await _state.Store.ReadAsync(Feature, Cancellation)), StateText.Of(file.Sources[0].States));
    }

    [Fact(Timeout = 30_000)]
    public async Task An_export_that_is_stopped_leaves_the_file_before_it()
    {
        await FillAsync();
        await ExportAsync(Main);
        var before = await File.ReadAllBytesAsync(FilePath, Cancellation);
        using (var writer = new StateFileWriter(FilePath)) writer.Add(StateSource.Of(await _state.Store.ViewAsync(Feature, Cancellation)), Cancellation);

        Assert.Equal(before, await File.ReadAllBytesAsync(FilePath, Cancellation));
        Assert.Equal(["state.jsonl"], Directory.EnumerateFiles(_folder.Root).Select(Path.GetFileName));
    }

    [Fact(Timeout = 30_000)]
    public async Task Differences_are_told_by_what_tasks_depended_on_and_made()
    {
        await _state.RecordAsync(Main, BranchFixture.Good("a", 1), BranchFixture.Good("b", 2), BranchFixture.Good(Map, 3), BranchFixture.Good("old", 4));
        await _state.ItemsAsync(Main, [.. Enumerable.Range(0, 60)]);
        await _state.RecordAsync(Feature, BranchFixture.Good("b", 5), Failed(Map, 6), BranchFixture.Good("new", 7), Forgotten("old"));
        await _state.ItemsAsync(Feature, [.. Enumerable.Range(100, 60)]);
        var (old, now) = (StateSource.Of(await _state.Store.ViewAsync(Main, Cancellation)), StateSource.Of(await _state.Store.ViewAsync(Feature, Cancellation)));
        var found = StateDiff.Of(old, now, _ => true, Cancellation).ToDictionary(diff => diff.Task);

        Assert.Equal(["b", Map, "new", "old"], found.Keys);
        Assert.Null(found["new"].Old);
        Assert.Null(found["old"].Now);
        Assert.Contains(found["b"].Components, change => change.Name == "x");
        Assert.Equal(["out/2.csv", "out/5.csv"], found["b"].Outputs.Select(output => output.Path));
        Assert.True(found["b"].HasOtherResult);
        Assert.True(found[Map].HasOtherOutcome);
        Assert.True(found[Map].Items.Different > 0);
        Assert.Empty(StateDiff.Of(old, old, _ => true, Cancellation));
    }

    private async Task FillAsync(int items = 120)
    {
        await _state.RecordAsync(Main, BranchFixture.Good("a", 1), BranchFixture.Good("größe", 2), BranchFixture.Good(Map, 3));
        await _state.ApartItemsAsync(Main, items);
        await _state.RecordAsync(Feature, Failed("a", 4), BranchFixture.Good("new", 8));
    }

    private async Task ExportAsync(params StateKey[] keys)
    {
        using var writer = new StateFileWriter(FilePath);
        foreach (var key in keys) writer.Add(StateSource.Of(await _state.Store.ViewAsync(key, Cancellation)), Cancellation);
        writer.Finish();
    }

    private async Task ImportAsync(StateSource source, StateKey key)
    {
        await using var writer = await _state.Inner.OpenAsync(key, new LeaseHolder("", 1, default), TimeSpan.Zero, Cancellation);
        await new StateCopy(source).ReplaceAsync(writer, _state.Inner, key, Cancellation);
    }
}
