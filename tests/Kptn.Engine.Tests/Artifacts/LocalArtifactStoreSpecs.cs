using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Tests.Artifacts;

public sealed class LocalArtifactStoreSpecs : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly LocalArtifactStore _store;

    public LocalArtifactStoreSpecs() => _store = new LocalArtifactStore(_folder["store"]);

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = 20_000)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(3_000_001)]
    public async Task A_file_comes_back_by_its_hash(int size)
    {
        await Task.Yield();
        var hash = File("in/a", Content(size));
        Assert.False(_store.Has(hash));
        Assert.Equal(PutOutcome.Stored, Put("in/a", hash));
        System.IO.File.Delete(_folder["in/a"]);

        Assert.True(_store.Has(hash));
        Assert.Equal(GetOutcome.Found, _store.Get(hash, _folder["out/deep/b"]));
        Assert.Equal(Content(size), System.IO.File.ReadAllBytes(_folder["out/deep/b"]));
        using var stream = _store.Open(hash, out var outcome);
        using var read = new MemoryStream();
        await stream!.CopyToAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(GetOutcome.Found, outcome);
        Assert.Equal(Content(size), read.ToArray());
        Assert.Single(Directory.GetFileSystemEntries(_folder["out/deep"]));
    }

    [Fact(Timeout = 20_000)]
    public async Task An_artifact_is_a_read_only_file_named_by_its_hash()
    {
        await Task.Yield();
        var hash = File("a", "abc"u8.ToArray());
        Put("a", hash);

        var path = Assert.Single(Stored());
        Assert.Equal("ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", path);
        Assert.Equal(_store.PathOf(hash), Path.Combine(_store.Place, path));
        if (!OperatingSystem.IsWindows()) Assert.Equal((UnixFileMode)0, Mode(_store.PathOf(hash)) & (UnixFileMode)0b010_010_010);
        System.IO.File.Delete(_store.PathOf(hash));
        Assert.False(_store.Has(hash));
    }

    [Theory(Timeout = 20_000)]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public async Task A_file_that_changed_meanwhile_is_not_kept_and_that_is_no_error(int size)
    {
        await Task.Yield();
        var hash = File("a", Content(size));
        var changed = Content(size);
        changed[size / 2]++;
        File("a", changed);

        Assert.Equal(PutOutcome.Changed, Put("a", hash));
        System.IO.File.Delete(_folder["a"]);
        Assert.Equal(PutOutcome.Changed, Put("a", hash));
        Directory.CreateDirectory(_folder["a"]);
        Assert.Equal(PutOutcome.Changed, Put("a", hash));
        Assert.Empty(Stored());
    }

    [Fact(Timeout = 20_000)]
    public async Task The_same_content_is_kept_once()
    {
        await Task.Yield();
        var hash = File("a", Content(100_000));
        File("b", Content(100_000));

        Assert.Equal(PutOutcome.Stored, Put("a", hash));
        Assert.Equal(PutOutcome.Known, Put("b", hash));
        Assert.Equal(PutOutcome.Known, new LocalArtifactStore(_folder["store"]).Put(_folder["a"], hash, CancellationToken.None));
        Assert.Equal(hash, _store.Put(Content(100_000)));
        Assert.Single(Stored());
    }

    [Theory(Timeout = 20_000)]
    [InlineData(100)]
    [InlineData(500_000)]
    public async Task An_artifact_is_nobodys_working_copy(int size)
    {
        await Task.Yield();
        var hash = File("a", Content(size));
        Put("a", hash);
        await System.IO.File.AppendAllTextAsync(_folder["a"], "more", TestContext.Current.CancellationToken);
        _store.Get(hash, _folder["b"]);
        await System.IO.File.AppendAllTextAsync(_folder["b"], "more", TestContext.Current.CancellationToken);

        Assert.Equal(GetOutcome.Found, _store.Get(hash, _folder["c"]));
        Assert.Equal(Content(size), await System.IO.File.ReadAllBytesAsync(_folder["c"], TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 20_000)]
    [InlineData(100, "flip")]
    [InlineData(100, "cut")]
    [InlineData(100, "grow")]
    [InlineData(500_000, "flip")]
    [InlineData(500_000, "cut")]
    [InlineData(500_000, "grow")]
    public async Task A_corrupt_artifact_is_moved_aside_and_never_handed_out(int size, string damage)
    {
        await Task.Yield();
        foreach (var opens in new[] { false, true })
        {
            var hash = File("a", Content(size));
            Put("a", hash);
            Damage(_store.PathOf(hash), damage);
            _folder.Write("target", "as it was");

            if (opens) Assert.Null(_store.Open(hash, out var outcome));
            else Assert.Equal(GetOutcome.Corrupt, _store.Get(hash, _folder["target"]));

            Assert.Equal("as it was", _folder.Read("target"));
            Assert.False(_store.Has(hash));
            Assert.True(System.IO.File.Exists(_store.PathOf(hash) + ".corrupt"));
            Assert.Equal(GetOutcome.Missing, _store.Get(hash, _folder["target"]));
            Assert.Equal(PutOutcome.Stored, Put("a", hash));
            Assert.Equal(GetOutcome.Found, _store.Get(hash, _folder["target"]));
            System.IO.File.Delete(_store.PathOf(hash));
        }
    }

    [Fact(Timeout = 20_000)]
    public async Task What_a_loss_of_power_cut_short_is_kept_again()
    {
        await Task.Yield();
        var hash = File("a", Content(1_000));
        Put("a", hash);
        System.IO.File.Delete(_store.PathOf(hash));
        await System.IO.File.WriteAllTextAsync(_store.PathOf(hash), "", TestContext.Current.CancellationToken);

        Assert.Equal(PutOutcome.Stored, Put("a", hash));
        Assert.Equal(GetOutcome.Found, _store.Get(hash, _folder["b"]));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_script_can_be_executed_again()
    {
        await Task.Yield();
        if (OperatingSystem.IsWindows()) return;
        var hash = File("plain", "#!/bin/sh\n"u8.ToArray());
        Put("plain", hash);
        _store.Get(hash, _folder["out1"]);
        Assert.Equal((UnixFileMode)0, Mode(_folder["out1"]) & UnixFileMode.UserExecute);
        Assert.NotEqual((UnixFileMode)0, Mode(_folder["out1"]) & UnixFileMode.UserWrite);

        File("script", "#!/bin/sh\n"u8.ToArray());
        System.IO.File.SetUnixFileMode(_folder["script"], Mode(_folder["script"]) | UnixFileMode.UserExecute);
        Assert.Equal(PutOutcome.Known, Put("script", hash));
        _store.Get(hash, _folder["out2"]);
        Assert.NotEqual((UnixFileMode)0, Mode(_folder["out2"]) & UnixFileMode.UserExecute);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_file_is_put_in_place_of_a_link_and_not_through_it()
    {
        await Task.Yield();
        var hash = File("a", "new"u8.ToArray());
        Put("a", hash);
        _folder.Write("elsewhere", "precious");
        System.IO.File.CreateSymbolicLink(_folder["link"], _folder["elsewhere"]);

        _store.Get(hash, _folder["link"]);
        Assert.Equal("new", _folder.Read("link"));
        Assert.Equal("precious", _folder.Read("elsewhere"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_folder_in_the_way_of_a_file_is_an_error_that_leaves_nothing_behind()
    {
        await Task.Yield();
        var hash = File("a", "new"u8.ToArray());
        Put("a", hash);
        _folder.Write("out/a/precious", "1");

        Assert.ThrowsAny<SystemException>(() => _store.Get(hash, _folder["out/a"]));
        Assert.Equal("1", _folder.Read("out/a/precious"));
        Assert.Single(Directory.GetFileSystemEntries(_folder["out"]));
    }

    [Theory(Timeout = 20_000)]
    [InlineData(10)]
    [InlineData(200_000)]
    public async Task A_store_that_cannot_be_written_says_so_and_keeps_nothing_half(int size)
    {
        await Task.Yield();
        var hash = File("a", Content(size));
        Directory.CreateDirectory(_folder["store"]);
        await System.IO.File.WriteAllTextAsync(Path.GetDirectoryName(_store.PathOf(hash))!, "in the way", TestContext.Current.CancellationToken);

        Assert.ThrowsAny<IOException>(() => Put("a", hash));
        Assert.Empty(Directory.GetFiles(_folder["store/tmp"]));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_copy_that_is_stopped_leaves_nothing()
    {
        await Task.Yield();
        var hash = File("a", Content(2_000_000));
        Assert.ThrowsAny<OperationCanceledException>(() => _store.Put(_folder["a"], hash, new CancellationToken(canceled: true)));
        Assert.Empty(Stored());
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_may_keep_the_same_content_at_once()
    {
        var hashes = Enumerable.Range(0, 40).Select(i => (Name: $"f{i}", Hash: File($"f{i}", Content(i * 7_000)))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => Task.Run(() =>
        {
            var store = new LocalArtifactStore(_folder["store"]);
            foreach (var (name, hash) in hashes.OrderBy(file => HashCode.Combine(file.Name, seed)))
            {
                Assert.NotEqual(PutOutcome.Changed, store.Put(_folder[name], hash, CancellationToken.None));
                Assert.Equal(GetOutcome.Found, store.Get(hash, _folder[$"got{seed}/{name}"]));
            }
        })));

        Assert.Equal(hashes.Select(file => _store.PathOf(file.Hash)).Distinct().Order(), Stored().Select(path => Path.Combine(_store.Place, path)).Order());
    }

    [Fact(Timeout = 20_000)]
    public async Task What_killed_processes_left_is_removed_and_nothing_else()
    {
        await Task.Yield();
        var machine = TemporaryNames.Machine;
        string[] kept = ["notes.txt", $"kptn-{machine}-{Environment.ProcessId}-abc-1", $"kptn-{machine}-999999999-abc-1", "kptn-other_host-999999999-abc-1"];
        string[] removed = [$"kptn-{machine}-999999999-abc-2", "kptn-other_host-1-abc-2"];
        foreach (var name in kept.Concat(removed)) _folder.Write($"store/tmp/{name}", "");
        foreach (var name in new[] { kept[0], removed[1] }) System.IO.File.SetLastWriteTimeUtc(_folder[$"store/tmp/{name}"], TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        foreach (var name in new[] { kept[1], kept[3], removed[0] }) System.IO.File.SetLastWriteTimeUtc(_folder[$"store/tmp/{name}"], TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));

        _store.Sweep();
        Assert.Equal(kept.Order(StringComparer.Ordinal), Directory.GetFiles(_folder["store/tmp"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_result_is_taken_in_place_of_what_was_damaged()
    {
        await Task.Yield();
        _folder.Write("r1", "[1,2]").Write("r2", "[1,2]");
        var (hash, size) = _store.Take(_folder["r1"]);
        Assert.Equal((Hash256.Of("[1,2]"), 5), (hash, size));
        Damage(_store.PathOf(hash), "flip");

        _store.Take(_folder["r2"]);
        Assert.Equal("[1,2]", await System.IO.File.ReadAllTextAsync(_store.PathOf(hash), TestContext.Current.CancellationToken));
        Assert.False(System.IO.File.Exists(_folder["r1"]) || System.IO.File.Exists(_folder["r2"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Whatever_happens_to_a_store_what_it_hands_out_is_what_was_put_in()
    {
        await Task.Yield();
        var random = new Random(1234);
        var known = new Dictionary<Hash256, byte[]>();
        for (var step = 0; step < 1_000; step++)
        {
            var content = new byte[random.Next(8) == 0 ? random.Next(200_000) : random.Next(50)];
            random.NextBytes(content);
            switch (random.Next(4))
            {
                case 0:
                    var hash = File("in", content);
                    Put("in", hash);
                    known[hash] = content;
                    break;
                case 1:
                    known[_store.Put(content)] = content;
                    break;
                case 2 when known.Count > 0:
                    var damaged = _store.PathOf(known.Keys.ElementAt(random.Next(known.Count)));
                    if (System.IO.File.Exists(damaged)) Damage(damaged, random.Next(3) switch { 0 => "flip", 1 => "cut", _ => "grow" });
                    break;
                case 3 when known.Count > 0:
                    var (asked, expected) = known.ElementAt(random.Next(known.Count));
                    System.IO.File.Delete(_folder["out"]);
                    var outcome = _store.Get(asked, _folder["out"]);
                    Assert.Equal(outcome == GetOutcome.Found, System.IO.File.Exists(_folder["out"]));
                    if (outcome == GetOutcome.Found) Assert.Equal(expected, await System.IO.File.ReadAllBytesAsync(_folder["out"], TestContext.Current.CancellationToken));
                    break;
            }
        }
    }

    private static void Damage(string path, string how)
    {
        // A read-only file is replaced by a changed copy, as a careless editor does.
        var content = System.IO.File.ReadAllBytes(path).ToList();
        if (how == "grow" || content.Count == 0) content.Add(1);
        else if (how == "cut") content.RemoveAt(content.Count - 1);
        else content[content.Count / 2] ^= 1;
        System.IO.File.Delete(path);
        System.IO.File.WriteAllBytes(path, [.. content]);
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? 0 : System.IO.File.GetUnixFileMode(path);

    private Hash256 File(string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        System.IO.File.WriteAllBytes(_folder[name], content);
        return Hash256.Of(content);
    }

    private PutOutcome Put(string name, Hash256 hash) => _store.Put(_folder[name], hash, CancellationToken.None);

    private List<string> Stored() => Directory.Exists(_store.Place)
        ? [.. Directory.GetFiles(_store.Place, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_store.Place, path))]
        : [];
}
