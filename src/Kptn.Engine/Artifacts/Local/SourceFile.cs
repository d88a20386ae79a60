using System.Buffers;
using System.Security.Cryptography;
using Kptn.Engine.Fingerprints;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>A file that is copied while it is hashed.</summary>
internal sealed class SourceFile : IDisposable
{
    /// <summary>Up to this size a file is read in one go.</summary>
    public const int Small = 1 << 16;

    private const int Chunk = 1 << 18;

    private SourceFile(SafeFileHandle handle) => (Handle, Length) = (handle, RandomAccess.GetLength(handle));

    public SafeFileHandle Handle { get; }

    /// <summary>Bytes it had when it was opened.</summary>
    public long Length { get; }

    public bool IsExecutable => FileModes.IsExecutable(Handle);

    /// <summary>Opens a regular file; <see langword="null"/> where none is there.</summary>
    public static SourceFile? Open(string path)
    {
        // A pipe would be waited for.
        if (FileStamps.Take(path, 0, out _) != FileStamps.EntryKind.File) return null;
        try
        {
            return new SourceFile(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads a small file whole.</summary>
    /// <param name="buffer">Room for one byte more than <see cref="Small"/>: a file that fills it has grown.</param>
    public int Read(Span<byte> buffer)
    {
        var count = 0;
        while (count < buffer.Length && RandomAccess.Read(Handle, buffer[count..], count) is > 0 and var n) count += n;
        return count;
    }

    /// <summary>Hashes the content from its start, and writes it to another file on the way.</summary>
    public Hash256 CopyTo(SafeFileHandle target, CancellationToken cancellation) => Pass(Handle, target, cancellation);

    public Hash256 Hash() => HashOf(Handle, CancellationToken.None);

    public static Hash256 HashOf(SafeFileHandle file, CancellationToken cancellation) => Pass(file, null, cancellation);

    /// <summary>The content as a stream, which owns the file from now on.</summary>
    public Stream ToStream() => new FileStream(Handle, FileAccess.Read, Small);

    public void Dispose() => Handle.Dispose();

    private static Hash256 Pass(SafeFileHandle source, SafeFileHandle? target, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            for (long at = 0; RandomAccess.Read(source, buffer, at) is > 0 and var n; at += n)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer.AsSpan(0, n));
                if (target is not null) RandomAccess.Write(target, buffer.AsSpan(0, n), at);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Hash256.Read(hash.GetHashAndReset());
    }
}
