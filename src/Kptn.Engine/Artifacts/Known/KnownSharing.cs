using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>Puts entries into the shared place, each once all that it names is there: so whoever finds one finds its content.</summary>
internal sealed class KnownSharing(SharedTier shared)
{
    private const int AtOnce = 8;
    private readonly FolderArtifacts _folders = new(shared.Local);
    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly List<Task> _sending = [];

    /// <summary>Adds an entry.</summary>
    public void Add(KnownEntry entry)
    {
        var sending = SendAsync(entry);
        lock (_sending) _sending.Add(sending);
    }

    /// <summary>Waits until all entries are there whose content is.</summary>
    public Task FinishAsync()
    {
        lock (_sending) return Task.WhenAll(_sending);
    }

    private async Task SendAsync(KnownEntry entry)
    {
        if (!await shared.Uploads!.DurableAsync(ContentOf(entry)).ConfigureAwait(false)) return;
        await _slots.WaitAsync().ConfigureAwait(false);
        try
        {
            await shared.Blobs.PutAsync(entry.Name, entry.Content, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The content is there and noted in state; 'kptn cache push' puts the entry.
        }
        finally
        {
            _slots.Release();
        }
    }

    private IReadOnlyList<Hash256> ContentOf(KnownEntry entry) =>
        [.. entry.Hashes.Concat(entry.Listings.SelectMany(listing => _folders.List(listing, out _)?.Files.Select(file => file.Hash) ?? [])).Distinct()];
}
