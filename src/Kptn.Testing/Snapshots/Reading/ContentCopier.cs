using Kptn.Engine.Artifacts;
using Kptn.Engine.Fingerprints;
using Kptn.Testing.Snapshots.Files;

namespace Kptn.Testing.Snapshots.Reading;

/// <summary>Hands out content as copies of one's own, each verified by its hash.</summary>
internal sealed class ContentCopier(SnapshotDisk disk, IArtifactStore artifacts)
{
    /// <summary>Puts content at its path below a folder.</summary>
    /// <returns>Whether all of it could be had.</returns>
    public bool TryCopy(ApprovedOutput output, string scratchDir)
    {
        if (output.IsFolder && output.Files.Count == 0)
        {
            new FolderArtifacts(artifacts).Get(Hash256.Parse(output.Hash), scratchDir, out var outcome);
            return outcome == GetOutcome.Found;
        }

        return output.Files.All(file => TryCopy(file, scratchDir));
    }

    /// <summary>The bytes of a file; <see langword="null"/> where they are gone, or not those that were approved.</summary>
    public byte[]? Bytes(ApprovedFile file)
    {
        if (OfSnapshot(file) is { } bytes) return bytes;
        using var stream = artifacts.Open(Hash256.Parse(file.Hash), out _);
        if (stream is null) return null;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The content of a file as a stream; <see langword="null"/> where it is gone, or not what was approved.</summary>
    public Stream? Open(ApprovedFile file) =>
        OfSnapshot(file) is { } bytes ? new MemoryStream(bytes, writable: false) : artifacts.Open(Hash256.Parse(file.Hash), out _);

    private bool TryCopy(ApprovedFile file, string scratchDir)
    {
        PathGuard.Check(scratchDir, file.Path);
        var target = Path.Combine(scratchDir, file.Path);
        if (OfSnapshot(file) is not { } bytes) return artifacts.Get(Hash256.Parse(file.Hash), target) == GetOutcome.Found;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        // What lies there may be a link, or share its bytes with another name.
        File.Delete(target);
        File.WriteAllBytes(target, bytes);
        return true;
    }

    private byte[]? OfSnapshot(ApprovedFile file)
    {
        if (file.File is null || disk.Read(file.File) is not { } bytes) return null;
        if (file.HasOtherLineEnds) bytes = LineEnds.ToLf(bytes) ?? bytes;
        return Hash256.Of(bytes).ToString() == file.Hash ? bytes : null;
    }
}
