using System.Buffers;
using Kptn.Engine.Fingerprints;
using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>Brings files into the folder of a store: written under a name of their own in <c>tmp/</c>, then renamed, so that no other process ever sees half of one.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="isElsewhere">Whether it may be on another file system than what is moved into it.</param>
internal sealed class ArtifactFiles(string folder, bool isElsewhere)
{
    private readonly TemporaryNames _names = new(Path.Combine(folder, "tmp"));

    /// <summary>Whether a file of this size is there, and counts as new. One of another size was cut short by a loss of power; an old one that cannot be marked is written anew, lest a collection take it.</summary>
    public static bool IsFresh(string path, long size)
    {
        if (FileStamps.Take(path, 0, out var stamp) != FileStamps.EntryKind.File || stamp.Size != size) return false;
        return FileTimes.IsFresh(stamp.MTime) || FileTimes.Refresh(path);
    }

    /// <summary>Adds a copy of a file, where it has the content that it should.</summary>
    /// <returns>Whether it had.</returns>
    public bool Add(string target, SourceFile source, Hash256 expected, CancellationToken cancellation)
    {
        if (source.Length > SourceFile.Small) return Write(target, source.IsExecutable, handle => Copy(source, handle, expected, cancellation));
        var buffer = ArrayPool<byte>.Shared.Rent(SourceFile.Small + 1);
        try
        {
            var content = buffer.AsMemory(0, source.Read(buffer.AsSpan(0, SourceFile.Small + 1)));
            if (Hash256.Of(content.Span) != expected) return false;
            return Write(target, source.IsExecutable, handle => Fill(handle, content.Span));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Add(string target, ReadOnlySpan<byte> content)
    {
        var copy = content.ToArray();
        Write(target, isExecutable: false, handle => Fill(handle, copy));
    }

    /// <summary>Moves a file in, also from another file system.</summary>
    public void Move(string path, string target)
    {
        FileModes.MakeReadOnly(path);
        var temporary = _names.Next();
        try
        {
            // Between file systems a move is a copy, which others would see grow.
            File.Move(path, temporary);
            if (isElsewhere) Flush(temporary);
            Rename(temporary, target);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Copies a file into an empty one, and tells whether it has the content that it should.</summary>
    public static bool Copy(SourceFile source, SafeFileHandle target, Hash256 expected, CancellationToken cancellation)
    {
        if (source.Length <= SourceFile.Small || !Reflink.TryClone(source.Handle, target)) return source.CopyTo(target, cancellation) == expected;
        return SourceFile.HashOf(target, cancellation) == expected;
    }

    public string NextTemporary() => _names.Next();

    public void Sweep() => _names.Sweep();

    private static bool Fill(SafeFileHandle handle, ReadOnlySpan<byte> content)
    {
        RandomAccess.Write(handle, content, 0);
        return true;
    }

    private static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read);
        RandomAccess.FlushToDisk(handle);
    }

    private bool Write(string target, bool isExecutable, Func<SafeFileHandle, bool> fill)
    {
        var temporary = _names.Next();
        var isMoved = false;
        try
        {
            using (var file = FileModes.CreateArtifact(temporary, isExecutable))
            {
                if (!fill(file.SafeFileHandle)) return false;
            }

            Rename(temporary, target);
            return isMoved = true;
        }
        finally
        {
            if (!isMoved) File.Delete(temporary);
        }
    }

    /// <summary>Gives a finished file its name, in one step; makes the folder where it is missing.</summary>
    public static void Rename(string temporary, string target)
    {
        try
        {
            File.Move(temporary, target, overwrite: true);
        }
        catch (IOException e) when (e is DirectoryNotFoundException || (e is FileNotFoundException && File.Exists(temporary)))
        {
            // Which of the two is told depends on whether another has made the folder meanwhile.
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(temporary, target, overwrite: true);
        }
    }
}
