using System.Diagnostics;
using Kptn.Engine.State;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>On small file systems of their own; skipped where the system does not let a test mount them.</summary>
public sealed class LocalFullDiskSpecs : IDisposable
{
    private static readonly LeaseHolder Me = new("here", 1, TimeProvider.System.GetUtcNow());
    private readonly TestFolder _folder = new();
    private bool _mounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_mounted) Run("umount", "-l", _folder.Root);
        _folder.Dispose();
    }

    [Fact(Timeout = 20_000)]
    public async Task A_full_disk_is_told_and_the_log_stays_whole()
    {
        Mount("size=64k");
        var store = new LocalStateStore(_folder[".kptn"], TimeProvider.System);
        var prefixes = new List<string>();
        var model = new Dictionary<string, TaskState>();
        var acknowledged = 0;
        await using (var writer = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation))
        {
            prefixes.Add(StateText.Of(model));
            var error = await Assert.ThrowsAsync<IOException>(async () =>
            {
                for (var number = 0; number < 10_000; number++)
                {
                    Script.Change(number, 5000).ApplyTo(writer);
                    Script.Change(number, 5000).ApplyTo(model);
                    prefixes.Add(StateText.Of(model));
                    if (number % 5 != 4) continue;
                    await writer.FlushAsync(Cancellation);
                    acknowledged = number + 1;
                }
            });
            Assert.Matches("^cannot write the state file '.*/log': No space left on device$", error.Message);
            Assert.Equal(error.Message, (await writer.Failure).Message);
            Script.Change(1).ApplyTo(writer);
            await Assert.ThrowsAsync<IOException>(() => writer.FlushAsync(Cancellation));
        }

        var kept = prefixes.IndexOf(StateText.Of(await store.ReadAsync(Script.Key, Cancellation)));
        Assert.InRange(kept, acknowledged, acknowledged + 5);
        Assert.InRange(acknowledged, 20, 1000);
        Assert.Equal(LogDamage.None, LogImage.Read(Path.Combine(KeyFolder.Of(_folder[".kptn/state"], Script.Key), "log")).Damage);
        await using var again = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation);
        Assert.Equal(prefixes[kept], StateText.Of(again.Opened));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_full_disk_is_told_and_the_items_stay_whole()
    {
        Mount("size=128k");
        var store = new LocalStateStore(_folder[".kptn"], TimeProvider.System);
        var prefixes = ItemText.Prefixes(3000, 40);
        var acknowledged = 0;
        await using (var writer = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation))
        {
            await using var items = writer.OpenItems(ItemScript.Task);
            var error = await Assert.ThrowsAsync<IOException>(async () =>
            {
                for (var number = 0; number < 3000; number++)
                {
                    ItemScript.Apply(number, 40, new ItemWriterTarget(items));
                    if (number % 5 != 4) continue;
                    await items.FlushAsync(Cancellation);
                    acknowledged = number + 1;
                }
            });
            Assert.Matches("^cannot write the state file '.*/items/.*': No space left on device$", error.Message);
            Assert.Equal(error.Message, (await items.Failure).Message);
            var before = ItemText.Of(items);
            for (var number = 0; number < 20; number++) ItemScript.Apply(number, 40, new ItemWriterTarget(items));
            Assert.Equal(before, ItemText.Of(items));
            await Assert.ThrowsAsync<IOException>(() => items.FlushAsync(Cancellation));
            Assert.False(writer.Failure.IsCompleted);
        }

        Assert.InRange(acknowledged, 20, 2900);
        await using var again = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation);
        await using var reopened = again.OpenItems(ItemScript.Task);
        Assert.Empty(reopened.Warnings);
        Assert.Contains(ItemText.Of(reopened), prefixes[acknowledged..(acknowledged + 6)]);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_disk_without_room_for_items_is_told_and_nothing_is_compacted_away()
    {
        Mount("size=4m");
        var store = new LocalStateStore(_folder[".kptn"], TimeProvider.System);
        await using (var writer = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation))
        {
            var items = writer.OpenItems(ItemScript.Task);
            for (var number = 0; number < 2000; number++) ItemScript.Apply(number, 40, new ItemWriterTarget(items));
            var session = new ItemWriterTarget(items).Session("long");
            for (var number = 0; number < 600; number++) items.Record(new ItemState("1", new ItemTry(TaskOutcome.Failed, session, default, default, Error: new string('x', 4000)), null));
            await items.FlushAsync(Cancellation);
            await Assert.ThrowsAnyAsync<IOException>(() => File.WriteAllBytesAsync(_folder["fill"], new byte[4 << 20], Cancellation));
        }

        using var table = store.ReadItems(Script.Key, ItemScript.Task)!;
        var before = ItemText.Of(table);
        await using var again = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation);
        await using var reopened = again.OpenItems(ItemScript.Task);
        Assert.Equal(before, ItemText.Of(reopened));
        Assert.True(new FileInfo(ItemFilePlace.PathOf(KeyFolder.Of(_folder[".kptn/state"], Script.Key), ItemScript.Task)).Length > LogCompaction.SmallestLog);
        Assert.Empty(Directory.GetFiles(_folder[".kptn"], "*.tmp", SearchOption.AllDirectories));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_disk_that_is_full_from_the_start_is_told()
    {
        Mount("size=64k");
        await Assert.ThrowsAnyAsync<IOException>(() => File.WriteAllBytesAsync(_folder["fill"], new byte[100_000], Cancellation));
        var store = new LocalStateStore(_folder[".kptn"], TimeProvider.System);
        var error = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await using var writer = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation);
            Script.Change(1).ApplyTo(writer);
            await writer.FlushAsync(Cancellation);
        });

        Assert.EndsWith("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ReadAsync(Script.Key, Cancellation));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_read_only_folder_can_be_read_but_not_opened_for_writing()
    {
        Mount("size=1m");
        var store = new LocalStateStore(_folder[".kptn"], TimeProvider.System);
        await using (var writer = await store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation)) Script.Change(1).ApplyTo(writer);
        Assert.Equal(0, Run("mount", "-o", "remount,ro", _folder.Root));
        var error = await Assert.ThrowsAsync<IOException>(() => store.OpenAsync(Script.Key, Me, TimeSpan.Zero, Cancellation));

        Assert.Matches("^cannot write '.*/lock': Read-only file system$", error.Message);
        Assert.Single(await store.ReadAsync(Script.Key, Cancellation));
        Assert.Single(await store.ListAsync(Cancellation));
    }

    private void Mount(string options)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("needs Linux's tmpfs");
        _mounted = Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", _folder.Root) == 0;
        if (!_mounted) Assert.Skip("needs the right to mount a file system");
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
