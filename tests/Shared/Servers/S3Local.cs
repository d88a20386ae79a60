using System.Globalization;
using Kptn.Testing.Servers;

namespace Kptn.Tests.Servers;

/// <summary>An S3 server of a test's own (s3rver), with one bucket; its objects lie in a folder.</summary>
public sealed class S3Local : IAsyncDisposable
{
    private readonly GuardedProcess _process;

    private S3Local(GuardedProcess process, Uri endpoint, string bucket) => (_process, Endpoint, Bucket) = (process, endpoint, bucket);

    public Uri Endpoint { get; }

    public string Bucket { get; }

    /// <summary>The variables by which every AWS SDK finds it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_S3"] = Endpoint.ToString(),
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "S3RVER",
        ["AWS_SECRET_ACCESS_KEY"] = "S3RVER",
    };

    /// <summary>Starts one.</summary>
    /// <param name="folder">Where its objects lie; an existing folder's are served.</param>
    /// <param name="bucket">The bucket.</param>
    public static async Task<S3Local> StartAsync(string folder, string bucket = "bucket")
    {
        var node = Commands.Find("node") ?? throw new InvalidOperationException("'node' is not installed");
        var port = FreePort.Find();
        Directory.CreateDirectory(folder);
        var process = GuardedProcess.Program(
            node,
            ["--require", TestServers.S3Promises, TestServers.S3Script, "--directory", folder, "--address", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--configure-bucket", bucket, "--silent"],
            folder);
        var endpoint = new Uri($"http://127.0.0.1:{port}");
        var reason = await Answering.WaitAsync(endpoint, process, TimeSpan.FromSeconds(60), CancellationToken.None);
        if (reason.Length == 0) return new S3Local(process, endpoint, bucket);
        await process.DisposeAsync();
        throw new InvalidOperationException($"s3rver: {reason}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
