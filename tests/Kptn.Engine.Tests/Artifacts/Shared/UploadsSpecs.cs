using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>What is kept reaches the shared place, whatever happens on the way.</summary>
public sealed class UploadsSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private string Notes => _folder["uploads"];

    [Fact(Timeout = 60_000)]
    public async Task What_is_kept_is_sent_and_nothing_stays_noted()
    {
        var (store, tier, place) = Open();
        tier.Uploads!.Start();
        var hashes = Enumerable.Range(0, 200).Select(i => store.Put(new byte[i])).ToList();
        var end = await tier.Uploads.FinishAsync(null, None);
        Assert.True(end.IsDurable);
        Assert.Equal(200, end.Sent);
        Assert.Null(end.Problem);
        foreach (var hash in hashes) Assert.True(await tier.Content.HasAsync(hash, None));
        Assert.Empty(Directory.GetFiles(Notes));
        Assert.InRange(place.MostAtOnce, 1, 4);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_there_is_not_sent_again_and_old_content_counts_as_new()
    {
        var (store, tier, place) = Open();
        tier.Uploads!.Start();
        var hash = store.Put("content"u8);
        await tier.Uploads.FinishAsync(null, None);
        var file = _folder[$"shared/{SharedArtifacts.NameOf(hash)}"];
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-40));

        (store, tier, place) = Open();
        tier.Uploads!.Start();
        store.Put("content"u8);
        var end = await tier.Uploads.FinishAsync(null, None);
        Assert.Equal((0, 1), (end.Sent, end.Known));
        Assert.Equal(0, place.Puts);
        Assert.True(File.GetLastWriteTimeUtc(file) > DateTime.UtcNow.AddHours(-1));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_process_that_died_leaves_its_work_to_the_next()
    {
        var (store, dead, _) = Open();
        var hash = store.Put("left behind"u8);
        dead.Uploads!.Announce(Hash256.Of("announced, and never kept"));
        Assert.True(dead.Uploads.HasLeftovers is false);
        Die();

        var (_, next, place) = Open();
        Assert.True(next.Uploads!.HasLeftovers);
        Assert.Equal(2, next.Uploads.Pending.Count);
        next.Uploads.Start();
        Assert.True((await next.Uploads.FinishAsync(null, None)).IsDurable);
        Assert.True(await next.Content.HasAsync(hash, None));
        Assert.Equal(1, place.Puts);
        Assert.Empty(Directory.GetFiles(Notes));
        Assert.False(next.Uploads.HasLeftovers);
    }

    [Fact(Timeout = 60_000)]
    public void What_a_living_process_sends_is_left_to_it()
    {
        var (store, living, _) = Open();
        store.Put("mine"u8);
        var (_, other, place) = Open();
        other.Uploads!.Start();
        Assert.Equal(0, place.Puts);
        Assert.Single(living.Uploads!.Pending);
    }

    [Fact(Timeout = 60_000)]
    public async Task Torn_notes_are_read_as_far_as_they_go()
    {
        var (store, tier, _) = Open();
        var hash = store.Put("kept"u8);
        Die();
        var notes = Directory.GetFiles(Notes, "*.pending").Single();
        await File.AppendAllTextAsync(notes, "\n+0123abc\n???\n-" + new string('z', 64) + "\n+" + new string('0', 63), None);
        (_, tier, _) = Open();
        Assert.Equal([hash], tier.Uploads!.Pending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_place_that_fails_keeps_everything_noted_until_it_is_back()
    {
        var (store, tier, place) = Open();
        place.Fails = _ => true;
        tier.Uploads!.Start();
        var hashes = Enumerable.Range(0, 20).Select(i => store.Put(new byte[i + 1])).ToList();
        var waiting = tier.Uploads.DurableAsync([hashes[0]]);
        var end = await tier.Uploads.FinishAsync(null, None);
        Assert.Equal(20, end.Pending);
        Assert.Equal(210, end.PendingBytes);
        Assert.Contains("out of order", end.Problem, StringComparison.Ordinal);
        Assert.False(await waiting);

        (store, tier, place) = Open();
        tier.Uploads!.Start();
        Assert.True((await tier.Uploads.FinishAsync(null, None)).IsDurable);
        foreach (var hash in hashes) Assert.True(await tier.Content.HasAsync(hash, None));
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_waits_is_told_when_all_of_it_is_there_and_not_before()
    {
        var (store, tier, place) = Open();
        var gate = new TaskCompletionSource();
        var (one, two) = (Hash256.Of("one"), Hash256.Of("two"));
        place.Before = name => name == SharedArtifacts.NameOf(two) ? gate.Task : Task.CompletedTask;
        tier.Uploads!.Start();
        var both = tier.Uploads.DurableAsync([one, two]);
        store.Put("one"u8);
        store.Put("two"u8);
        Assert.True(await tier.Uploads.DurableAsync([one]));
        Assert.False(both.IsCompleted);
        Assert.True(await tier.Uploads.DurableAsync([]));
        gate.SetResult();
        Assert.True(await both);
        Assert.True(await tier.Uploads.DurableAsync([two, one]));
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_waits_for_what_was_there_before_is_told_at_the_end()
    {
        var (store, tier, _) = Open();
        tier.Uploads!.Start();
        var hash = store.Put("before"u8);
        await tier.Uploads.FinishAsync(null, None);
        (_, tier, _) = Open();
        var there = tier.Uploads!.DurableAsync([hash]);
        var nowhere = tier.Uploads.DurableAsync([hash, Hash256.Of("nowhere")]);
        tier.Uploads.Start();
        await tier.Uploads.FinishAsync(null, None);
        Assert.True(await there);
        Assert.False(await nowhere);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stop_keeps_what_was_not_sent()
    {
        var (store, tier, place) = Open();
        place.Before = _ => Task.Delay(Timeout.Infinite, place.Stopped);
        tier.Uploads!.Start();
        for (var i = 0; i < 10; i++) store.Put(new byte[i + 1]);
        using var stop = new CancellationTokenSource();
        var finishing = tier.Uploads.FinishAsync(null, stop.Token);
        await stop.CancelAsync();
        var end = await finishing;
        Assert.Equal(10, end.Pending);
        (_, tier, _) = Open();
        Assert.Equal(10, tier.Uploads!.Pending.Count);
    }

    [Fact(Timeout = 60_000)]
    public async Task Damaged_content_is_not_sent()
    {
        var (store, tier, place) = Open();
        var hash = store.Put("whole"u8);
        File.Delete(store.PathOf(hash));
        await File.WriteAllTextAsync(store.PathOf(hash), "WHOLE", None);
        tier.Uploads!.Start();
        Assert.True((await tier.Uploads.FinishAsync(null, None)).IsDurable);
        Assert.Equal(0, place.Puts);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_missing_here_is_fetched_when_it_is_asked_for()
    {
        var (store, tier, _) = Open();
        tier.Uploads!.Start();
        var hash = store.Put("content"u8);
        await tier.Uploads.FinishAsync(null, None);
        Directory.Delete(store.Place, recursive: true);

        Assert.True(store.Has(hash));
        Assert.False(store.HasHere(hash));
        Assert.True(File.Exists(new ResultFiles(store).PathOf(hash)));
        File.Delete(store.PathOf(hash));
        Assert.Equal(GetOutcome.Found, store.Get(hash, _folder["target"]));
        Assert.Equal("content", _folder.Read("target"));
        Assert.True(store.HasHere(hash));
        File.Delete(store.PathOf(hash));
        using (var stream = store.Open(hash, out _)) Assert.NotNull(stream);
        Assert.Equal(GetOutcome.Missing, store.Get(Hash256.Of("nowhere"), _folder["none"]));
        Assert.False(File.Exists(new ResultFiles(store).PathOf(Hash256.Of("nowhere"))));
    }

    [Fact(Timeout = 60_000)]
    public void A_place_that_does_not_answer_is_told_once_and_then_left_alone()
    {
        var (store, tier, place) = Open();
        place.Fails = _ => true;
        Assert.Throws<BlobStoreException>(() => store.Get(Hash256.Of("a"), _folder["a"]));
        Assert.Throws<BlobStoreException>(() => store.Get(Hash256.Of("b"), _folder["b"]));
        Assert.False(File.Exists(new ResultFiles(store).PathOf(Hash256.Of("c"))));
        Assert.Equal(1, place.Calls);
        Assert.Contains("out of order", tier.Problem, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private (LocalArtifactStore Store, SharedTier Tier, TestBlobs Place) Open()
    {
        var place = new TestBlobs(new FolderBlobs(_folder["shared"]));
        var store = new LocalArtifactStore(_folder["artifacts"]);
        store.Shared = new SharedTier(place, store, Notes, TimeProvider.System);
        return (store, store.Shared, place);
    }

    // The lock of a process ends with it.
    private void Die()
    {
        foreach (var file in Directory.GetFiles(Notes))
        {
            if (file.EndsWith(".pending", StringComparison.Ordinal)) File.Move(file, Path.Combine(Notes, $"{Guid.NewGuid():n}.pending"));
            else File.Delete(file);
        }
    }
}
