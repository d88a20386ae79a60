using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>Gives the same answer to every request, or none; and remembers what was asked.</summary>
public sealed class CannedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly byte[] _answer;
    private readonly Task _loop;

    public CannedServer(int status, string body)
    {
        _answer = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Canned\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The first lines of requests.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public int Requests => _lines.Count;

    /// <summary>Which requests get no answer.</summary>
    public Func<string, bool> Hangs { get; init; } = _ => false;

    public Action<string> Seen { get; set; } = _ => { };

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
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await HeadAsync(stream);
                var line = head.Split('\r')[0];
                _lines.Enqueue(line);
                Seen(line);
                if (Hangs(line)) await Task.Delay(Timeout.Infinite, _stop.Token);
                await stream.WriteAsync(_answer, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(new byte[4096], _stop.Token) > 0)
                {
                    // What is sent still, so that the answer is not lost with it.
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client is gone.
            }
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stop.Token) > 0) head.Append((char)buffer[0]);
        return head.ToString();
    }
}
