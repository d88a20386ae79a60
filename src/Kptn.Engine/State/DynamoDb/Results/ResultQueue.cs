using System.Collections.Concurrent;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>Results that records name. They go to the table before the records do.</summary>
/// <param name="table">Where they go.</param>
internal sealed class ResultQueue(ResultTable table)
{
    private readonly ConcurrentQueue<Hash256> _hashes = new();

    /// <summary>Adds a result; call it before the record is written that names it.</summary>
    public void Add(Hash256 hash)
    {
        if (!hash.IsNone) _hashes.Enqueue(hash);
    }

    /// <summary>Brings to the table what was added by now. What fails is there for the next try.</summary>
    public async Task UploadAsync(CancellationToken cancellation)
    {
        var some = _hashes.Take(_hashes.Count).ToList();
        if (some.Count == 0) return;
        await table.UploadAsync(some, cancellation).ConfigureAwait(false);
        for (var left = some.Count; left > 0; left--) _hashes.TryDequeue(out _);
    }
}
