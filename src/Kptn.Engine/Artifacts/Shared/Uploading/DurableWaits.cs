using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>Who waits until which contents are in the shared place. Callers hold a lock.</summary>
internal sealed class DurableWaits
{
    private readonly Dictionary<Hash256, List<Wait>> _byHash = [];
    private readonly HashSet<Wait> _all = [];

    /// <summary>Contents that somebody waits for.</summary>
    public IReadOnlyCollection<Hash256> Hashes => _byHash.Keys;

    /// <summary>Waits for contents.</summary>
    /// <returns>Ends with whether they all are there.</returns>
    public Task<bool> Add(IReadOnlyCollection<Hash256> hashes)
    {
        if (hashes.Count == 0) return Task.FromResult(true);
        var wait = new Wait([.. hashes]);
        _all.Add(wait);
        foreach (var hash in wait.Left)
        {
            if (!_byHash.TryGetValue(hash, out var waits)) _byHash[hash] = waits = [];
            waits.Add(wait);
        }

        return wait.End.Task;
    }

    /// <summary>Content is there.</summary>
    public void Done(Hash256 hash)
    {
        if (!_byHash.Remove(hash, out var waits)) return;
        foreach (var wait in waits)
        {
            if (!wait.Left.Remove(hash) || wait.Left.Count > 0) continue;
            _all.Remove(wait);
            wait.End.TrySetResult(true);
        }
    }

    /// <summary>Nothing more is sent: who waits still waits in vain.</summary>
    public void GiveUp()
    {
        foreach (var wait in _all) wait.End.TrySetResult(false);
        _all.Clear();
        _byHash.Clear();
    }

    private sealed record Wait(HashSet<Hash256> Left)
    {
        public TaskCompletionSource<bool> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Equals(Wait? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
