using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>Gives the same answer to every request, or none; and remembers what was asked.</summary>
public sealed class CannedServer : LoopbackServer
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly byte[] _answer;

    public CannedServer(int status, string body) =>
        _answer = Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Canned\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>The first lines of requests.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public int Requests => _lines.Count;

    /// <summary>Which requests get no answer.</summary>
    public Func<string, bool> Hangs { get; init; } = _ => false;

    public Action<string> Seen { get; set; } = _ => { };

    protected override async Task ServeAsync(TcpClient client)
    {
        var stream = client.GetStream();
        var head = await HeadAsync(stream);
        var line = head.Split('\r')[0];
        _lines.Enqueue(line);
        Seen(line);
        if (Hangs(line)) await Task.Delay(Timeout.Infinite, Stop);
        await stream.WriteAsync(_answer, Stop);
        client.Client.Shutdown(SocketShutdown.Send);
        while (await stream.ReadAsync(new byte[4096], Stop) > 0)
        {
            // What is sent still, so that the answer is not lost with it.
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, Stop) > 0) head.Append((char)buffer[0]);
        return head.ToString();
    }
}
