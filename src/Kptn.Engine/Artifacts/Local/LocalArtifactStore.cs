using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>
/// Artifacts as read-only files <c>aa/rest</c>, by the hexadecimal digits of their hash, in one folder, which may be on a network share. A file that may be
/// executed is kept so. Nothing is waited for to be on disk: what a loss of power cut short is found when it is read.
/// </summary>
public sealed class LocalArtifactStore : IArtifactStore
{
    private readonly string _folder;
    private readonly ArtifactFiles _files;

    /// <summary>Opens a store; its folder is made when something is kept.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="isElsewhere">Whether it may be on another file system than the project.</param>
    public LocalArtifactStore(string folder, bool isElsewhere = false) => (_folder, _files) = (folder, new ArtifactFiles(folder, isElsewhere));

    /// <summary>The store of a project.</summary>
    /// <param name="project">The project.</param>
    public static LocalArtifactStore Of(Project project) =>
        project.Settings.ArtifactsDir is { } folder ? new(folder, isElsewhere: true) : new(Path.Combine(project.KptnDir, "artifacts"));

    /// <inheritdoc/>
    public string Place => _folder;

    /// <summary>Where the content with a hash lies, or would.</summary>
    /// <param name="hash">SHA-256 of the content.</param>
    public string PathOf(Hash256 hash)
    {
        var hex = hash.ToString();
        return Path.Combine(_folder, hex[..2], hex[2..]);
    }

    /// <inheritdoc/>
    public bool Has(Hash256 hash) => File.Exists(PathOf(hash));

    /// <inheritdoc/>
    public PutOutcome Put(string path, Hash256 expected, CancellationToken cancellation)
    {
        using var source = SourceFile.Open(path);
        if (source is null) return PutOutcome.Changed;
        var target = PathOf(expected);
        if (ArtifactFiles.IsThere(target, source.Length))
        {
            if (source.IsExecutable) FileModes.MakeExecutable(target);
            return PutOutcome.Known;
        }

        return _files.Add(target, source, expected, cancellation) ? PutOutcome.Stored : PutOutcome.Changed;
    }

    /// <inheritdoc/>
    public Hash256 Put(ReadOnlySpan<byte> content)
    {
        var hash = Hash256.Of(content);
        var target = PathOf(hash);
        if (!ArtifactFiles.IsThere(target, content.Length)) _files.Add(target, content);
        return hash;
    }

    /// <summary>Takes a finished file in, in place of what is there under its hash. The file is moved; its content must be durable already.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its hash and size in bytes.</returns>
    /// <exception cref="IOException">It could not be moved.</exception>
    public (Hash256 Hash, long Size) Take(string path)
    {
        var hash = FileIndex.HashContent(path);
        var size = new FileInfo(path).Length;
        _files.Move(path, PathOf(hash));
        return (hash, size);
    }

    /// <inheritdoc/>
    public GetOutcome Get(Hash256 hash, string target)
    {
        using var source = SourceFile.Open(PathOf(hash));
        if (source is null) return GetOutcome.Missing;
        if (ArtifactTarget.Write(source, hash, target)) return GetOutcome.Found;
        MoveAside(hash);
        return GetOutcome.Corrupt;
    }

    /// <inheritdoc/>
    public Stream? Open(Hash256 hash, out GetOutcome outcome)
    {
        var source = SourceFile.Open(PathOf(hash));
        outcome = source is null ? GetOutcome.Missing : source.Hash() == hash ? GetOutcome.Found : GetOutcome.Corrupt;
        if (outcome == GetOutcome.Found) return source!.ToStream();
        source?.Dispose();
        if (outcome == GetOutcome.Corrupt) MoveAside(hash);
        return null;
    }

    /// <summary>Removes what killed processes left half-written.</summary>
    public void Sweep() => _files.Sweep();

    private void MoveAside(Hash256 hash)
    {
        try
        {
            File.Move(PathOf(hash), PathOf(hash) + ".corrupt", overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever may not change the store does not hand the content out either.
        }
    }
}
