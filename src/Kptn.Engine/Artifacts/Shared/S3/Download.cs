using System.Buffers;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Fetches one object; where it is cut, it goes on from there.</summary>
/// <param name="calls">Makes calls.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="key">The key.</param>
internal sealed class Download(S3Calls calls, string bucket, string key)
{
    private const int Chunk = 1 << 17;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);
    private string? _tag;

    /// <summary>Whether what was fetched may be executed.</summary>
    public bool IsExecutable { get; private set; }

    /// <summary>Writes the content to a stream.</summary>
    /// <param name="target">The stream.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Whether there was content.</returns>
    public async Task<bool> RunAsync(Stream target, CancellationToken cancellation)
    {
        while (true)
        {
            var done = target.Length;
            try
            {
                return await calls.MakeAsync("s3:GetObject", (client, token) => ReceiveAsync(client, target, token), cancellation, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            }
            catch (BlobStoreException e) when (e.Reason == BlobFailure.Unreachable && target.Length > done)
            {
                // As long as something comes each time, it goes on.
            }
        }
    }

    private async Task<bool> ReceiveAsync(AmazonS3Client client, Stream target, CancellationToken cancellation)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key };
        if (target.Length > 0)
        {
            request.ByteRange = new ByteRange(target.Length, long.MaxValue);
            request.EtagToMatch = _tag;
        }

        try
        {
            using var answer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            answer.CancelAfter(calls.Short);
            using var response = await client.GetObjectAsync(request, answer.Token).ConfigureAwait(false);
            answer.CancelAfter(Timeout.Infinite);
            _tag = response.ETag;
            IsExecutable = ObjectMode.IsExecutable(response.Metadata);
            await CopyAsync(response, target, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception e) when (S3Errors.IsMissing(e))
        {
            return false;
        }
        catch (AmazonS3Exception e) when (target.Length > 0 && e.ErrorCode is "PreconditionFailed" or "InvalidRange")
        {
            // Replaced meanwhile, or nothing was left: from the start once more.
            target.SetLength(0);
            throw new HttpRequestException("it was replaced while it was fetched", e);
        }
    }

    private static async Task CopyAsync(GetObjectResponse response, Stream target, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var left = response.ContentLength;
            while (true)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(Stall);
                var count = await ReadAsync(response.ResponseStream, buffer, left, patience.Token).ConfigureAwait(false);
                if (count == 0) break;
                left -= count;
                await WriteAsync(target, buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            }

            if (left > 0) throw new HttpRequestException("the answer was cut short");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // At its end the SDK compares it with the MD5 that the server tells, where it tells one. Content is judged by its SHA-256, by whoever asked for it.
    private static async Task<int> ReadAsync(Stream stream, byte[] buffer, long left, CancellationToken cancellation)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (AmazonClientException) when (left == 0)
        {
            return 0;
        }
    }

    private static async Task WriteAsync(Stream target, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try
        {
            await target.WriteAsync(content, cancellation).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new LocalFileException(e);
        }
    }
}
