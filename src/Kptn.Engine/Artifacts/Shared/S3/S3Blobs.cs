using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Kptn.Engine.Artifacts.Local;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Blobs as objects of a bucket, below a prefix. Nothing is connected, and nothing of AWS is loaded, before the first call.</summary>
public sealed class S3Blobs : IBlobStore, IDisposable
{
    private readonly S3Place _place;
    private readonly Lazy<S3Calls> _calls;
    private readonly SemaphoreSlim _parts = new(MultipartUpload.PartsAtOnce);

    /// <summary>Names a place.</summary>
    /// <param name="place">The place.</param>
    public S3Blobs(S3Place place)
        : this(place, null)
    {
    }

    internal S3Blobs(S3Place place, KeyPair? keys) => (_place, _calls) = (place, new Lazy<S3Calls>(() => new S3Calls(place, keys)));

    /// <inheritdoc/>
    public string Place => _place.ToString();

    /// <inheritdoc/>
    public async Task<BlobInfo?> FindAsync(string name, CancellationToken cancellation)
    {
        var key = KeyOf(name);
        return await _calls.Value.MakeAsync("s3:GetObject and s3:ListBucket", async (client, token) =>
        {
            try
            {
                var found = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _place.Bucket, Key = key }, token).ConfigureAwait(false);
                return new BlobInfo(name, found.ContentLength, Utc(found.LastModified));
            }
            catch (AmazonS3Exception e) when (S3Errors.IsMissing(e))
            {
                return (BlobInfo?)null;
            }
        }, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string name, string path, CancellationToken cancellation)
    {
        var key = KeyOf(name);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var (size, isExecutable) = (RandomAccess.GetLength(file), FileModes.IsExecutable(file));
        if (size > MultipartUpload.Threshold)
        {
            await new MultipartUpload(_calls.Value, _place.Bucket, key, _parts).RunAsync(file, size, isExecutable, cancellation).ConfigureAwait(false);
            return;
        }

        await _parts.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var content = new byte[size];
            await LocalBytes.ReadAsync(file, content, 0, cancellation).ConfigureAwait(false);
            await PutBytesAsync(key, content, isExecutable, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _parts.Release();
        }
    }

    /// <inheritdoc/>
    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => PutBytesAsync(KeyOf(name), content.ToArray(), isExecutable: false, cancellation);

    /// <inheritdoc/>
    public async Task<bool> RefreshAsync(string name, CancellationToken cancellation)
    {
        var key = KeyOf(name);
        return await _calls.Value.MakeAsync("s3:PutObject and s3:GetObject", async (client, token) =>
        {
            try
            {
                var found = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _place.Bucket, Key = key }, token).ConfigureAwait(false);
                var request = new CopyObjectRequest { SourceBucket = _place.Bucket, SourceKey = key, DestinationBucket = _place.Bucket, DestinationKey = key, MetadataDirective = S3MetadataDirective.REPLACE };
                ObjectMode.Write(request.Metadata, ObjectMode.IsExecutable(found.Metadata));
                await client.CopyObjectAsync(request, token).ConfigureAwait(false);
                return true;
            }
            catch (AmazonS3Exception e) when (S3Errors.IsMissing(e) || e.ErrorCode is "NoSuchBucket" or "InvalidRequest" or "NotImplemented" or "MethodNotAllowed")
            {
                // Gone; or too large to be copied in one go; or the server cannot, or looks for it elsewhere.
                return false;
            }
        }, cancellation, S3Calls.Long).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        return await new Download(_calls.Value, _place.Bucket, KeyOf(name)).RunAsync(content, cancellation).ConfigureAwait(false) ? content.ToArray() : null;
    }

    /// <inheritdoc/>
    public async Task<bool> GetAsync(string name, string target, CancellationToken cancellation)
    {
        var download = new Download(_calls.Value, _place.Bucket, KeyOf(name));
        try
        {
            await FetchedFile.WriteAsync(target, async file =>
            {
                if (!await download.RunAsync(file, cancellation).ConfigureAwait(false)) throw new NothingThereException();
                return download.IsExecutable;
            }).ConfigureAwait(false);
            return true;
        }
        catch (NothingThereException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = _place.Prefix.Length == 0 ? "" : _place.Prefix + "/";
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = _place.Bucket, Prefix = start + BlobName.CheckPrefix(prefix), ContinuationToken = next };
            var page = await _calls.Value.MakeAsync("s3:ListBucket", (client, token) => client.ListObjectsV2Async(request, token), cancellation).ConfigureAwait(false);
            foreach (var found in page.S3Objects ?? [])
            {
                var name = found.Key[start.Length..];
                if (BlobName.IsValid(name)) yield return new BlobInfo(name, found.Size ?? 0, Utc(found.LastModified));
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var key = KeyOf(name);
        await _calls.Value.MakeAsync("s3:DeleteObject", (client, token) => client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _place.Bucket, Key = key }, token), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_calls.IsValueCreated) _calls.Value.Dispose();
        _parts.Dispose();
    }

    private static DateTimeOffset Utc(DateTime? at) => at is { } time ? new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    private string KeyOf(string name)
    {
        BlobName.Check(name);
        return _place.Prefix.Length == 0 ? name : $"{_place.Prefix}/{name}";
    }

    private async Task PutBytesAsync(string key, byte[] content, bool isExecutable, CancellationToken cancellation) =>
        await _calls.Value.MakeAsync("s3:PutObject", async (client, token) =>
        {
            using var stream = new MemoryStream(content, writable: false);
            var request = new PutObjectRequest { BucketName = _place.Bucket, Key = key, InputStream = stream, AutoCloseStream = false, UseChunkEncoding = false };
            ObjectMode.Write(request.Metadata, isExecutable);
            return await client.PutObjectAsync(request, token).ConfigureAwait(false);
        }, cancellation, S3Calls.For(content.Length)).ConfigureAwait(false);

    private sealed class NothingThereException : Exception;
}
