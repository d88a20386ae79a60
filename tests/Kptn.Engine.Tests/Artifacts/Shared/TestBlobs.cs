using Kptn.Engine.Artifacts.Shared;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>A place that can be made to fail or to wait, and that counts.</summary>
public sealed class TestBlobs(IBlobStore inner) : IBlobStore
{
    private readonly CancellationTokenSource _stopped = new();
    private int _now;
    private int _most;
    private int _puts;
    private int _calls;

    public string Place => inner.Place;

    public Func<string, bool> Fails { get; set; } = _ => false;

    /// <summary>What a put waits for.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Ends when a put is stopped.</summary>
    public CancellationToken Stopped => _stopped.Token;

    public int MostAtOnce => _most;

    public int Puts => _puts;

    public int Calls => _calls;

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellation) => Call(name, () => inner.FindAsync(name, cancellation));

    public async Task PutAsync(string name, string path, CancellationToken cancellation)
    {
        await using var stop = cancellation.Register(_stopped.Cancel);
        var now = Interlocked.Increment(ref _now);
        _most = Math.Max(_most, now);
        try
        {
            await Before(name);
            await Call(name, async () =>
            {
                await inner.PutAsync(name, path, cancellation);
                return Interlocked.Increment(ref _puts);
            });
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }

    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => inner.PutAsync(name, content, cancellation);

    public Task<bool> RefreshAsync(string name, CancellationToken cancellation) => Call(name, () => inner.RefreshAsync(name, cancellation));

    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellation) => Call(name, () => inner.ReadAsync(name, cancellation));

    public Task<bool> GetAsync(string name, string target, CancellationToken cancellation) => Call(name, () => inner.GetAsync(name, target, cancellation));

    public IAsyncEnumerable<BlobInfo> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) => inner.DeleteAsync(name, cancellation);

    private Task<T> Call<T>(string name, Func<Task<T>> call)
    {
        Interlocked.Increment(ref _calls);
        return Fails(name) ? throw new BlobStoreException("the place is out of order", BlobFailure.Unreachable) : call();
    }
}
