namespace Kptn.Engine.Execution.Items;

/// <summary>
/// Hands out the items of one mapped task: bundles of at most <c>bundle_size</c>, in waves of at most <c>group_size</c>, of which each ends before
/// the next begins. An item that is to be tried again belongs to its wave until it has ended for good. Not safe for threads.
/// </summary>
internal sealed class ItemQueue
{
    private readonly Queue<ItemRun> _again = new();
    private readonly int _bundleSize;
    private readonly int _groupSize;
    private int _left;
    private int _leftInWave;
    private int _openInWave;
    private int _failedInWave;
    private int _bundles;

    public ItemQueue(int items, int bundleSize, int? groupSize)
    {
        (_left, _bundleSize, _groupSize) = (items, bundleSize, groupSize ?? int.MaxValue);
        NextWave();
    }

    /// <summary>The wave that is being handed out, from 1; 0 where there is nothing to hand out.</summary>
    public int Wave { get; private set; }

    /// <summary>How many items the wave has.</summary>
    public int WaveSize { get; private set; }

    /// <summary>How many items of the wave have failed for good.</summary>
    public int FailedInWave => _failedInWave;

    /// <summary>Whether a bundle can be taken now.</summary>
    public bool CanTake => _again.Count > 0 || _leftInWave > 0;

    /// <summary>Whether every item has ended.</summary>
    public bool IsDone => _left == 0 && _leftInWave == 0 && _openInWave == 0;

    /// <summary>Whether the wave has no bundle out yet.</summary>
    public bool IsWaveFresh => _leftInWave == WaveSize;

    /// <summary>Takes the next bundle; those that are tried again go first.</summary>
    public Bundle Take()
    {
        if (_again.Count > 0)
        {
            var again = new List<ItemRun>();
            while (again.Count < _bundleSize && _again.TryDequeue(out var item)) again.Add(item);
            return new Bundle(++_bundles, Wave, again.Count, again);
        }

        var count = Math.Min(_bundleSize, _leftInWave);
        _leftInWave -= count;
        _openInWave += count;
        return new Bundle(++_bundles, Wave, count, null);
    }

    /// <summary>Puts an item back that is tried again.</summary>
    public void TryAgain(ItemRun item) => _again.Enqueue(item);

    /// <summary>Takes note of items that ended for good.</summary>
    /// <param name="items">How many.</param>
    /// <param name="failed">How many of them failed.</param>
    /// <returns>Whether their wave ended with them.</returns>
    public bool Ended(int items, int failed)
    {
        _openInWave -= items;
        _failedInWave += failed;
        return items > 0 && _openInWave == 0 && _leftInWave == 0;
    }

    /// <summary>Begins the next wave, once the last has ended.</summary>
    public void NextWave()
    {
        WaveSize = Math.Min(_groupSize, _left);
        if (WaveSize == 0) return;
        Wave++;
        _left -= WaveSize;
        _leftInWave = WaveSize;
        _failedInWave = 0;
    }
}
