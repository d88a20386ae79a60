using System.Security.Cryptography;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.Local;
using Kptn.Engine.State.Local.Items;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.DynamoDb.Streams;

/// <summary>One generation of a stream on its way to the table. What a segment holds is settled when it is first cut, so that no late copy of a request can change it.</summary>
internal sealed class Feed : IDisposable
{
    /// <summary>So many writers in one generation; then a new one is begun, so that heads stay small.</summary>
    public const int MostRanges = 200;

    private readonly string _path;
    private readonly IncrementalHash _hash;
    private SafeFileHandle? _handle;

    private Feed(string path, StreamHead head, IncrementalHash hash, Func<long> length)
    {
        (_path, _hash, Head, Length) = (path, hash, head, length);
        Cut = head.Bytes;
    }

    /// <summary>What of it is committed.</summary>
    public StreamHead Head { get; set; }

    /// <summary>How long the file is, up to the last whole record.</summary>
    public Func<long> Length { get; set; }

    /// <summary>How much was cut into segments.</summary>
    public long Cut { get; private set; }

    public bool IsNew => Head.Ranges.Count == 0;

    /// <summary>Goes on with what is committed, where the file starts with it; else with a new generation.</summary>
    public static Feed Open(string path, string? task, StreamHead? committed, Func<long> length)
    {
        if (committed is { Ranges.Count: < MostRanges } && FilePrefix.HashOf(path, committed.Bytes) is { } hash)
        {
            if (Hash256.Read(hash.GetCurrentHash()) == committed.Digest) return new Feed(path, committed, hash, length);
            hash.Dispose();
        }

        return New(path, task, length);
    }

    /// <summary>A new generation.</summary>
    public static Feed New(string path, string? task, Func<long> length) =>
        new(path, StreamHead.New(task), IncrementalHash.CreateHash(HashAlgorithmName.SHA256), length);

    /// <summary>Stays with the file as it is, whatever takes its name.</summary>
    public void Pin()
    {
        if (_handle is null && File.Exists(_path)) _handle = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, LogFile.AnyShare);
    }

    /// <summary>Cuts the next segment.</summary>
    /// <param name="end">How far the file goes.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="IOException">The file is shorter.</exception>
    public byte[] Next(long end)
    {
        Pin();
        var bytes = new byte[Math.Min(end - Cut, SegmentBody.Most)];
        if (_handle is null || FileBytes.Read(_handle, bytes, Cut) < bytes.Length) throw new IOException($"the state file '{_path}' is shorter than what was written to it");
        _hash.AppendData(bytes);
        Cut += bytes.Length;
        return bytes;
    }

    /// <summary>The head once all that was cut is committed.</summary>
    public StreamHead HeadAfter(long epoch, long segments) => Head.With(epoch, segments, Cut - Head.Bytes, Hash256.Read(_hash.GetCurrentHash()));

    /// <summary>How many segments of an epoch are committed.</summary>
    public long SegmentsOf(long epoch) => Head.Ranges is [.., var last] && last.Epoch == epoch ? last.Segments : 0;

    public void Dispose()
    {
        _handle?.Dispose();
        _hash.Dispose();
    }
}
