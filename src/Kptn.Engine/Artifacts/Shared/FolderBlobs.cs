using System.Runtime.CompilerServices;
using Kptn.Engine.Artifacts.Local;

namespace Kptn.Engine.Artifacts.Shared;

/// <summary>Blobs as files in a folder, which may be on a network share: written under a name of their own, then renamed. Needs no locks and no links.</summary>
/// <param name="root">The folder, absolute; it is made when something is put.</param>
public sealed class FolderBlobs(string root) : IBlobStore
{
    private readonly TemporaryNames _names = new(Path.Combine(root, BlobName.Temporary));

    /// <inheritdoc/>
    public string Place => root;

    /// <inheritdoc/>
    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellation)
    {
        var file = new FileInfo(PathOf(name));
        return Task.FromResult(file.Exists ? Info(name, file) : (BlobInfo?)null);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string name, string path, CancellationToken cancellation)
    {
        var target = PathOf(name);
        var source = new FileStream(path, Reading);
        await using (source.ConfigureAwait(false)) await WriteAsync(target, FileModes.IsExecutable(source.SafeFileHandle), file => source.CopyToAsync(file, cancellation), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) =>
        WriteAsync(PathOf(name), isExecutable: false, file => file.WriteAsync(content, cancellation).AsTask(), cancellation);

    /// <inheritdoc/>
    public Task<bool> RefreshAsync(string name, CancellationToken cancellation) => Task.FromResult(FileTimes.Refresh(PathOf(name)));

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellation)
    {
        if (Open(PathOf(name)) is not { } file) return null;
        await using (file.ConfigureAwait(false))
        {
            var content = new byte[file.Length];
            await file.ReadExactlyAsync(content, cancellation).ConfigureAwait(false);
            return content;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> GetAsync(string name, string target, CancellationToken cancellation)
    {
        if (Open(PathOf(name)) is not { } file) return false;
        await using (file.ConfigureAwait(false))
        {
            await FetchedFile.WriteAsync(target, async copy =>
            {
                await file.CopyToAsync(copy, cancellation).ConfigureAwait(false);
                return FileModes.IsExecutable(file.SafeFileHandle);
            }).ConfigureAwait(false);
            return true;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        BlobName.CheckPrefix(prefix);
        var folder = Path.Combine(root, prefix.LastIndexOf('/') is > 0 and var slash ? prefix[..slash] : "");
        foreach (var info in FolderBlobListing.Walk(root, folder, prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return info;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // Then the file is not there either.
        }

        return Task.CompletedTask;
    }

    /// <summary>Removes what killed processes left half-written.</summary>
    public void Sweep() => _names.Sweep();

    internal static BlobInfo Info(string name, FileInfo file) => new(name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    private static FileStreamOptions Reading => new() { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous, BufferSize = 0 };

    private static FileStream? Open(string path)
    {
        try
        {
            return File.Exists(path) ? new FileStream(path, Reading) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(root, BlobName.Check(name));

    private async Task WriteAsync(string target, bool isExecutable, Func<FileStream, Task> fill, CancellationToken cancellation)
    {
        var temporary = _names.Next();
        try
        {
            var file = FileModes.CreatePlain(temporary, isExecutable);
            await using (file.ConfigureAwait(false))
            {
                await fill(file).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            cancellation.ThrowIfCancellationRequested();
            ArtifactFiles.Rename(temporary, target);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
