using System.Buffers;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Sends a large file in parts, some at once; where it does not come to its end, the parts are taken back.</summary>
/// <param name="calls">Makes calls.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="key">The key.</param>
/// <param name="gate">How many parts, of all files together, are in memory at once.</param>
internal sealed class MultipartUpload(S3Calls calls, string bucket, string key, SemaphoreSlim gate)
{
    /// <summary>Files above this size go in parts.</summary>
    public const long Threshold = 16 << 20;

    /// <summary>How many parts are in memory at once.</summary>
    public const int PartsAtOnce = 6;

    private const string Right = "s3:PutObject";
    private const long SmallestPart = 8 << 20;

    // S3 takes 10,000 at most.
    private const long MostParts = 9_000;
    private static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(10);

    /// <summary>Sends a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="isExecutable">Whether it may be executed.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task RunAsync(SafeFileHandle file, long size, bool isExecutable, CancellationToken cancellation)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = bucket, Key = key };
        ObjectMode.Write(request.Metadata, isExecutable);
        var begun = await calls.MakeAsync(Right, (client, token) => client.InitiateMultipartUploadAsync(request, token), cancellation).ConfigureAwait(false);
        try
        {
            var parts = await SendAsync(file, size, begun.UploadId, cancellation).ConfigureAwait(false);
            await CompleteAsync(begun.UploadId, parts, size, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await AbortAsync(begun.UploadId).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<List<PartETag>> SendAsync(SafeFileHandle file, long size, string upload, CancellationToken cancellation)
    {
        var length = Math.Max(SmallestPart, (size + MostParts - 1) / MostParts);
        var count = (int)((size + length - 1) / length);
        var parts = new PartETag[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellation }, async (index, token) =>
        {
            var offset = index * length;
            parts[index] = await SendPartAsync(file, offset, (int)Math.Min(length, size - offset), upload, index + 1, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return [.. parts];
    }

    private async Task<PartETag> SendPartAsync(SafeFileHandle file, long offset, int length, string upload, int number, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await LocalBytes.ReadAsync(file, buffer.AsMemory(0, length), offset, cancellation).ConfigureAwait(false);
            var sent = await calls.MakeAsync(Right, async (client, token) =>
            {
                using var stream = new MemoryStream(buffer, 0, length, writable: false);
                return await client.UploadPartAsync(new UploadPartRequest { BucketName = bucket, Key = key, UploadId = upload, PartNumber = number, PartSize = length, InputStream = stream, UseChunkEncoding = false }, token).ConfigureAwait(false);
            }, cancellation, S3Calls.For(length)).ConfigureAwait(false);
            return new PartETag(number, sent.ETag);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            gate.Release();
        }
    }

    private async Task CompleteAsync(string upload, List<PartETag> parts, long size, CancellationToken cancellation) =>
        await calls.MakeAsync(Right, async (client, token) =>
        {
            try
            {
                await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload, PartETags = parts }, token).ConfigureAwait(false);
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchUpload")
            {
                // It was completed by the call before this one, whose answer was lost.
                var found = await client.GetObjectMetadataAsync(bucket, key, token).ConfigureAwait(false);
                if (found.ContentLength != size) throw;
            }

            return true;
        }, cancellation, S3Calls.Long).ConfigureAwait(false);

    private async Task AbortAsync(string upload)
    {
        using var patience = new CancellationTokenSource(AbortPatience);
        try
        {
            await calls.MakeAsync("s3:AbortMultipartUpload", (client, token) => client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload }, token), patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // What stopped the upload is told. Parts that stay are for the bucket's lifecycle rule.
        }
    }
}
