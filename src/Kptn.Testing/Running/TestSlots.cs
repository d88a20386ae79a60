namespace Kptn.Testing.Running;

/// <summary>Bounds how many tests run at once: in all, and with each tag of <c>settings.limits</c>.</summary>
internal sealed class TestSlots : IDisposable
{
    private readonly SemaphoreSlim _all;
    private readonly SortedDictionary<string, SemaphoreSlim> _byTag = new(StringComparer.Ordinal);

    /// <summary>Makes them.</summary>
    /// <param name="jobs">How many in all.</param>
    /// <param name="limits">How many with a tag.</param>
    public TestSlots(int jobs, IReadOnlyDictionary<string, int> limits)
    {
        _all = new SemaphoreSlim(jobs);
        foreach (var (tag, limit) in limits) _byTag[tag] = new SemaphoreSlim(Math.Max(1, limit));
    }

    /// <summary>Waits for a place.</summary>
    /// <param name="tags">The tags of the task.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>The place; to be disposed of.</returns>
    public async Task<IDisposable> TakeAsync(IReadOnlyList<string> tags, CancellationToken cancellation)
    {
        var place = new Place();
        try
        {
            // In one order for all, so that no two wait for each other; those that count for all last, so that nobody waits with one in hand.
            foreach (var (tag, slots) in _byTag)
            {
                if (tags.Contains(tag)) await place.TakeAsync(slots, cancellation).ConfigureAwait(false);
            }

            await place.TakeAsync(_all, cancellation).ConfigureAwait(false);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _all.Dispose();
        foreach (var slots in _byTag.Values) slots.Dispose();
    }

    private sealed class Place : IDisposable
    {
        private readonly Stack<SemaphoreSlim> _held = new();

        public async Task TakeAsync(SemaphoreSlim slots, CancellationToken cancellation)
        {
            await slots.WaitAsync(cancellation).ConfigureAwait(false);
            _held.Push(slots);
        }

        public void Dispose()
        {
            while (_held.TryPop(out var slots)) slots.Release();
        }
    }
}
