using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Kptn.Engine.Artifacts.Shared;
using Kptn.Engine.Artifacts.Shared.S3;

namespace Kptn.Engine.Tests.Artifacts.Shared;

/// <summary>S3 when things go wrong.</summary>
public sealed class S3FailureSpecs(S3Fixture server) : IDisposable
{
    private readonly TestFolder _local = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Through_a_network_that_cuts_at_random_everything_arrives_whole()
    {
        await using var proxy = new FlakyProxy(await server.EndpointAsync(), seed: 11) { Percent = 60 };
        using var blobs = await server.BlobsAsync(proxy.Endpoint);
        var contents = Enumerable.Range(0, 30).Select(i => RandomNumberGenerator.GetBytes(i % 10 == 0 ? 20 << 20 : i * 10_000)).ToList();
        await Parallel.ForEachAsync(Enumerable.Range(0, contents.Count), new ParallelOptions { MaxDegreeOfParallelism = 3, CancellationToken = None }, async (i, token) =>
        {
            await File.WriteAllBytesAsync(_local[$"in{i}"], contents[i], token);
            await PersistAsync(() => blobs.PutAsync($"c/{i}", _local[$"in{i}"], token));
            Assert.True(await PersistAsync(() => blobs.GetAsync($"c/{i}", _local[$"out{i}"], token)));
        });
        for (var i = 0; i < contents.Count; i++) Assert.True(File.ReadAllBytes(_local[$"out{i}"]).AsSpan().SequenceEqual(contents[i]), $"content {i}");
        Assert.True(proxy.Cuts > 2, $"{proxy.Cuts} cuts");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_bucket_that_is_missing_is_told()
    {
        using var blobs = new S3Blobs((await server.PlaceAsync()) with { Bucket = "nowhere" }, S3Fixture.Keys);
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => blobs.PutAsync("a", "x"u8.ToArray(), None));
        Assert.Equal(BlobFailure.Refused, error.Reason);
        Assert.Contains("there is no bucket 'nowhere'", error.Message, StringComparison.Ordinal);
        Assert.Contains("kptn makes none", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BlobStoreException>(() => blobs.GetAsync("a", _local["t"], None));
        await Assert.ThrowsAsync<BlobStoreException>(async () => await blobs.ListAsync("", None).FirstOrDefaultAsync(None));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(403, "AccessDenied", "needs s3:PutObject there")]
    [InlineData(403, "InvalidAccessKeyId", "does not know the AWS credentials")]
    [InlineData(403, "SignatureDoesNotMatch", "does not know the AWS credentials")]
    [InlineData(400, "ExpiredToken", "have expired; sign in again")]
    [InlineData(301, "PermanentRedirect", "is in another region; set settings.s3.region")]
    [InlineData(403, "RequestTimeTooSkewed", "the clock of this machine is wrong")]
    public async Task What_S3_refuses_is_told_with_what_to_do(int status, string code, string expected)
    {
        await using var refusing = new CannedServer(status, $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>no</Message></Error>");
        using var blobs = new S3Blobs(new S3Place("bucket", "team") { Endpoint = refusing.Endpoint.ToString(), Region = "us-east-1" }, S3Fixture.Keys);
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => blobs.PutAsync("a", "x"u8.ToArray(), None));
        Assert.Equal(BlobFailure.Refused, error.Reason);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3RVER", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, refusing.Requests);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_server_that_is_busy_is_asked_again_and_no_more_than_a_few_times()
    {
        await using var proxy = new FlakyProxy(await server.EndpointAsync(), seed: 1) { IsBusy = true };
        using var blobs = await server.BlobsAsync(proxy.Endpoint);
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => blobs.PutAsync("a", "x"u8.ToArray(), None));
        Assert.Equal(BlobFailure.Unreachable, error.Reason);
        Assert.Contains("it answered 503", error.Message, StringComparison.Ordinal);
        Assert.InRange(proxy.Connections, 3, 10);
        (proxy.IsBusy, proxy.Percent) = (false, 0);
        await blobs.PutAsync("a", "x"u8.ToArray(), None);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_server_that_is_not_there_is_told()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var blobs = await server.BlobsAsync(new Uri($"http://127.0.0.1:{port}"));
        var error = await Assert.ThrowsAsync<BlobStoreException>(() => blobs.ReadAsync("a", None));
        Assert.Contains("no server answers there", error.Message, StringComparison.Ordinal);
        Assert.Contains("settings.s3.endpoint", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_upload_that_is_stopped_takes_its_parts_back()
    {
        await using var recorder = new CannedServer(200, "<?xml version=\"1.0\"?><InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>") { Hangs = line => line.StartsWith("PUT", StringComparison.Ordinal) };
        using var blobs = new S3Blobs(new S3Place("bucket", "team") { Endpoint = recorder.Endpoint.ToString(), Region = "us-east-1" }, S3Fixture.Keys);
        await File.WriteAllBytesAsync(_local["big"], new byte[40 << 20], None);
        using var stop = new CancellationTokenSource();
        recorder.Seen = line =>
        {
            if (line.StartsWith("PUT", StringComparison.Ordinal)) stop.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blobs.PutAsync("big", _local["big"], stop.Token));
        Assert.Contains(recorder.Lines, line => line.StartsWith("DELETE /bucket/team/big?uploadId=u1", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Content_that_was_changed_on_the_way_is_not_kept()
    {
        var folder = Path.Combine(server.Folder, "changed");
        using var blobs = new S3Blobs(new S3Place("bucket", "changed") { Endpoint = (await server.EndpointAsync()).ToString(), Region = "us-east-1" }, S3Fixture.Keys);
        var local = new Kptn.Engine.Artifacts.Local.LocalArtifactStore(_local["store"]);
        var hash = local.Put("content"u8);
        var shared = new SharedArtifacts(blobs, TimeProvider.System);
        await shared.PutAsync(hash, local, None);
        var file = Directory.EnumerateFiles(folder, "*_object", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "CONTENT", None);
        File.Delete(local.PathOf(hash));
        Assert.Equal(Kptn.Engine.Artifacts.GetOutcome.Corrupt, await shared.GetAsync(hash, local, None));
        Assert.False(local.HasHere(hash));
        Assert.Empty(Directory.GetFiles(_local["store/tmp"]));

        // Whoever makes it again replaces it.
        local.Put("content"u8);
        Assert.Equal(Kptn.Engine.Artifacts.PutOutcome.Stored, (await shared.PutAsync(hash, local, None)).Outcome);
        File.Delete(local.PathOf(hash));
        Assert.Equal(Kptn.Engine.Artifacts.GetOutcome.Found, await shared.GetAsync(hash, local, None));
    }

    public void Dispose() => _local.Dispose();

    // A network that cuts every third connection may cut seven in a row.
    private static async Task<T> PersistAsync<T>(Func<Task<T>> call)
    {
        for (var left = 3; ; left--)
        {
            try
            {
                return await call();
            }
            catch (BlobStoreException e) when (left > 0 && e.Reason == BlobFailure.Unreachable)
            {
                // Once more.
            }
        }
    }

    private static Task PersistAsync(Func<Task> call) => PersistAsync(async () =>
    {
        await call();
        return true;
    });
}
