using System.Security.Cryptography;
using Kptn.Engine.State.DynamoDb.Streams;
using Kptn.Engine.State.DynamoDb.Table;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>
/// Brings the files of a key in line with the table; under the mirror's lock and while no session is open. A file that the last session on this machine
/// left ahead of the table stays as it is where nobody else wrote since: the next writer ships the rest. Where somebody did, the rest is set aside.
/// </summary>
/// <param name="reader">Reads segments.</param>
/// <param name="place">The files.</param>
internal sealed class MirrorSync(SegmentReader reader, MirrorFolder place)
{
    /// <summary>Brings the file of a stream in line.</summary>
    /// <param name="mirror">What is known of the files.</param>
    /// <param name="snapshot">What the table says.</param>
    /// <param name="task">The mapped task whose items are wanted; <see langword="null"/> for the log of tasks.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What is known of the files now.</returns>
    /// <exception cref="StaleReadException">The stream was rewritten since the table was asked.</exception>
    public async Task<Mirror> BringAsync(Mirror mirror, KeySnapshot snapshot, string? task, CancellationToken cancellation)
    {
        var (stream, path) = (TableNames.StreamOf(task), place.PathOf(task));
        var head = snapshot.Heads.GetValueOrDefault(stream);
        var known = mirror.Streams.GetValueOrDefault(stream);
        var length = FilePrefix.LengthOf(path);
        var starts = head is null || FilePrefix.Is(path, head);
        if (known is { IsHeld: true } && mirror.IsUnmoved(snapshot.Lease) && (known.IsRewritten || starts)) return mirror;

        // Another reader may have asked later than this one did.
        if (known is { IsHeld: false } && known.Version > snapshot.Lease.Version && length == known.Position.Bytes) return mirror;
        var isInLine = starts && length == (head?.Bytes ?? 0);
        if (!isInLine)
        {
            var mayBeAhead = known is null or { IsHeld: true };
            if (starts && mayBeAhead) mirror = CutOff(mirror, path, head?.Bytes ?? 0);
            else if (head is null) File.Delete(path);
            else if (mayBeAhead) mirror = await ReplaceAsync(mirror, path, head, cancellation).ConfigureAwait(false);
            else if (!await CatchUpAsync(path, head, known!, length, cancellation).ConfigureAwait(false)) await FetchAsync(path, head, cancellation).ConfigureAwait(false);
        }

        var now = new MirrorStream(task, snapshot.Lease.Version, head?.Generation ?? "", head is null ? default : SegmentPosition.EndOf(head));
        return now == known || (known is null && head is null) ? mirror : mirror.With(stream, now);
    }

    private Mirror CutOff(Mirror mirror, string path, long keep)
    {
        mirror = mirror with { Aside = [.. mirror.Aside, place.SetAside(path, keep)] };
        if (keep == 0)
        {
            File.Delete(path);
            return mirror;
        }

        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, LogFile.AnyShare);
        DurableFile.Truncate(handle, keep);
        return mirror;
    }

    private async Task<Mirror> ReplaceAsync(Mirror mirror, string path, StreamHead head, CancellationToken cancellation)
    {
        var fetched = await FetchBesideAsync(path, head, cancellation).ConfigureAwait(false);
        var length = FilePrefix.LengthOf(path);
        if (length > 0 && FilePrefix.CommonTo(path, fetched) is var common && common < length) mirror = mirror with { Aside = [.. mirror.Aside, place.SetAside(path, common)] };
        File.Move(fetched, path, overwrite: true);
        return mirror;
    }

    private async Task<bool> CatchUpAsync(string path, StreamHead head, MirrorStream known, long length, CancellationToken cancellation)
    {
        if (length == 0 || length != known.Position.Bytes || known.Generation != head.Generation || !known.Position.IsOn(head)) return false;
        using var hash = FilePrefix.HashOf(path, length);
        if (hash is null) return false;
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, LogFile.AnyShare);
        await using (file.ConfigureAwait(false))
        {
            var isWhole = await reader.AppendAsync(place.Partition, head, known.Position, hash, file, cancellation).ConfigureAwait(false);
            file.Flush(flushToDisk: isWhole);
            return isWhole;
        }
    }

    private async Task FetchAsync(string path, StreamHead head, CancellationToken cancellation) =>
        File.Move(await FetchBesideAsync(path, head, cancellation).ConfigureAwait(false), path, overwrite: true);

    private async Task<string> FetchBesideAsync(string path, StreamHead head, CancellationToken cancellation)
    {
        DurableFile.CreateFolder(Path.GetDirectoryName(path)!);
        var beside = path + ".fetch";
        await WriteAsync(reader, place.Partition, head, beside, cancellation).ConfigureAwait(false);
        return beside;
    }

    /// <summary>Writes a whole stream to a file of its own.</summary>
    /// <exception cref="StaleReadException">The stream was rewritten since the table was asked.</exception>
    public static async Task WriteAsync(SegmentReader reader, string partition, StreamHead head, string path, CancellationToken cancellation)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, LogFile.AnyShare);
        await using (file.ConfigureAwait(false))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            if (!await reader.AppendAsync(partition, head, default, hash, file, cancellation).ConfigureAwait(false)) throw new StaleReadException();
            file.Flush(flushToDisk: true);
        }
    }
}
