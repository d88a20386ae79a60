using System.Net;
using System.Net.Sockets;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>Stands between a client and a server, and cuts connections: some at once, some in the middle of what they carry.</summary>
public sealed class FlakyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly Random _random;
    private readonly Task _loop;
    private int _requests;
    private int _cuts;

    public FlakyProxy(Uri server, int seed)
    {
        (_server, _random) = (server, new Random(seed));
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many connections in a hundred are cut.</summary>
    public int Percent { get; set; } = 30;

    public int Connections => _requests;

    public int Cuts => _cuts;

    /// <summary>Answers 503 to everything, as a server does that has too much to do.</summary>
    public bool IsBusy { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                all.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(all);
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _requests);
        using (client)
        {
            try
            {
                if (IsBusy)
                {
                    _ = await client.GetStream().ReadAsync(new byte[65536], _stop.Token);
                    await client.GetStream().WriteAsync("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                    return;
                }

                using var server = new TcpClient();
                await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                var (up, down) = (Limit(), Limit());
                await Task.WhenAny(PumpAsync(client, server, up), PumpAsync(server, client, down));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of them is gone.
            }
        }
    }

    // After how many bytes it is cut.
    private long Limit()
    {
        lock (_random) return _random.Next(100) >= Percent ? long.MaxValue : _random.Next(3) == 0 ? 0 : _random.Next(6_000_000);
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, long limit)
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            var count = await from.GetStream().ReadAsync(buffer, _stop.Token);
            if (count == 0) return;
            if ((limit -= count) < 0)
            {
                Interlocked.Increment(ref _cuts);
                from.LingerState = to.LingerState = new LingerOption(true, 0);
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
