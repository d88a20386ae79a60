using System.Net;
using System.Net.Sockets;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>A server on the loopback address, which serves its connections beside each other until it is disposed of.</summary>
public abstract class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    protected LoopbackServer()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Told when it stops.</summary>
    protected CancellationToken Stop => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Serves a connection; that one side of it goes ends it.</summary>
    protected abstract Task ServeAsync(TcpClient client);

    private async Task AcceptAsync()
    {
        // What serves is made first.
        await Task.Yield();
        var all = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                all.Add(HoldAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(all);
    }

    private async Task HoldAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await ServeAsync(client);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of them is gone.
            }
        }
    }
}
