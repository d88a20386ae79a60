using System.Net.Sockets;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>Stands between a client and a server, and cuts connections: some at once, some in the middle of what they carry.</summary>
public sealed class FlakyProxy(Uri server, int seed) : LoopbackServer
{
    private readonly Random _random = new(seed);
    private int _requests;
    private int _cuts;

    /// <summary>How many connections in a hundred are cut.</summary>
    public int Percent { get; set; } = 30;

    public int Connections => _requests;

    public int Cuts => _cuts;

    /// <summary>Answers 503 to everything, as a server does that has too much to do.</summary>
    public bool IsBusy { get; set; }

    protected override async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _requests);
        if (IsBusy)
        {
            _ = await client.GetStream().ReadAsync(new byte[65536], Stop);
            await client.GetStream().WriteAsync("HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Stop);
            return;
        }

        using var behind = new TcpClient();
        await behind.ConnectAsync(server.Host, server.Port, Stop);
        var (up, down) = (Limit(), Limit());
        await Task.WhenAny(PumpAsync(client, behind, up), PumpAsync(behind, client, down));
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
            var count = await from.GetStream().ReadAsync(buffer, Stop);
            if (count == 0) return;
            if ((limit -= count) < 0)
            {
                Interlocked.Increment(ref _cuts);
                from.LingerState = to.LingerState = new LingerOption(true, 0);
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), Stop);
        }
    }
}
