using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>A proxy before a DynamoDB that counts requests and does to them what a network and a busy server do.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const string Space = "com.amazonaws.dynamodb.v20120810#";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Uri _server;
    private readonly Task _accepting;

    public FaultProxy(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Chooses what is done to a request, by its action.</summary>
    public Func<string, Fault> Choose { get; set; } = _ => Fault.None;

    /// <summary>An error to answer every request with: status, code and message.</summary>
    public (int Status, string Code, string Message)? Refusal { get; set; }

    /// <summary>How many requests of each action the server executed.</summary>
    public ConcurrentDictionary<string, int> Executed { get; } = new();

    public int Writes => Executed.Where(pair => pair.Key is not ("Query" or "GetItem" or "DescribeTable" or "CreateTable")).Sum(pair => pair.Value);

    /// <summary>Bytes of the largest request.</summary>
    public int LargestRequest { get; private set; }

    /// <summary>Bytes of all answers.</summary>
    public long Answered { get; private set; }

    /// <summary>Any fault, now and then.</summary>
    public static Func<string, Fault> Randomly(int seed, int percent)
    {
        var random = new Random(seed);
        return action =>
        {
            lock (random)
            {
                if (random.Next(100) >= percent) return Fault.None;
                var fault = (Fault)random.Next(1, 9);
                return fault == Fault.Half && action != "BatchWriteItem" ? Fault.CutAfter : fault;
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(connection));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        try
        {
            using (connection)
            {
                var stream = connection.GetStream();
                while (await ReadAsync(stream) is { } request && await AnswerAsync(stream, request))
                {
                }
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // A cut connection is what this is for.
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream, Request request)
    {
        if (Refusal is { } refusal)
        {
            await WriteAsync(stream, refusal.Status, Error(refusal.Code, refusal.Message));
            return true;
        }

        var fault = Choose(request.Action);
        switch (fault)
        {
            case Fault.CutBefore:
                return false;
            case Fault.Error:
                await WriteAsync(stream, 500, Error("InternalServerError", "it failed"));
                return true;
            case Fault.Throttle:
                await WriteAsync(stream, 400, Error("ProvisionedThroughputExceededException", "too many"));
                return true;
            case Fault.Delay:
                await Task.Delay(Random.Shared.Next(100), _stop.Token);
                break;
            case Fault.Half:
                return await HalfAsync(stream, request);
        }

        var (status, body) = await SendAsync(request);
        if (fault == Fault.CutAfter) return false;
        if (fault == Fault.ErrorAfter) (status, body) = (500, Error("InternalServerError", "it failed afterwards"));
        await WriteAsync(stream, status, body);
        if (fault == Fault.Twice) _ = Task.Run(() => AgainAsync(request));
        return true;
    }

    private async Task AgainAsync(Request request)
    {
        try
        {
            await Task.Delay(Random.Shared.Next(1500), _stop.Token);
            await SendAsync(request);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task<bool> HalfAsync(NetworkStream stream, Request request)
    {
        var all = JsonNode.Parse(request.Body)!;
        var (table, node) = all["RequestItems"]!.AsObject().First();
        var writes = node!.AsArray().ToList();
        var rest = writes.Skip(writes.Count / 2).ToList();
        node.AsArray().Clear();
        foreach (var write in writes.Take(writes.Count / 2)) node.AsArray().Add(write);
        if (node.AsArray().Count > 0) await SendAsync(request with { Body = Encoding.UTF8.GetBytes(all.ToJsonString()) });
        var answer = new JsonObject { ["UnprocessedItems"] = new JsonObject { [table] = new JsonArray([.. rest]) } };
        await WriteAsync(stream, 200, Encoding.UTF8.GetBytes(answer.ToJsonString()));
        return true;
    }

    private async Task<(int Status, byte[] Body)> SendAsync(Request request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _server) { Content = new ByteArrayContent(request.Body) };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
        message.Headers.TryAddWithoutValidation("X-Amz-Target", request.Target);
        foreach (var (name, value) in request.Signature) message.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _client.SendAsync(message, _stop.Token);
        Executed.AddOrUpdate(request.Action, 1, (_, count) => count + 1);
        var body = await answer.Content.ReadAsByteArrayAsync(_stop.Token);
        Answered += body.Length;
        return ((int)answer.StatusCode, body);
    }

    private static byte[] Error(string code, string message) => Encoding.UTF8.GetBytes($$"""{"__type":"{{Space}}{{code}}","message":"{{message}}"}""");

    private async Task WriteAsync(NetworkStream stream, int status, byte[] body)
    {
        var head = $"HTTP/1.1 {status} X\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: {body.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _stop.Token);
        await stream.WriteAsync(body, _stop.Token);
    }

    private async Task<Request?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) return null;
            head.Add(one[0]);
        }

        var headers = Encoding.ASCII.GetString([.. head]).Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers["Content-Length"], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        LargestRequest = Math.Max(LargestRequest, body.Length);
        var signature = headers.Where(header => header.Key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase) && !header.Key.Equals("X-Amz-Target", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase));
        return new Request(headers["X-Amz-Target"], body, [.. signature.Select(header => (header.Key, header.Value))]);
    }

    private sealed record Request(string Target, byte[] Body, IReadOnlyList<(string Name, string Value)> Signature)
    {
        public string Action => Target[(Target.LastIndexOf('.') + 1)..];
    }
}
