using Kptn.Engine.Artifacts.Shared;
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

    /// <summary>The store of a project, with the shared place behind it where there is one.</summary>
    /// <param name="project">The project.</param>
    /// <param name="sends">Whether what is kept is sent to the shared place, or noted to be.</param>
    public static LocalArtifactStore Of(Project project, bool sends = false)
    {
        if (project.Settings.ArtifactsDir is { } folder) return new(folder, isElsewhere: true);
        var store = new LocalArtifactStore(Path.Combine(project.KptnDir, "artifacts"));
        if (project.Settings.ArtifactsPlace is not null) store.Shared = new SharedTier(SharedTier.BlobsOf(project), store, sends ? Path.Combine(project.KptnDir, "uploads") : null, TimeProvider.System);
        return store;
    }

    /// <summary>The shared place behind it: what is missing here is fetched from there; <see langword="null"/> where there is none.</summary>
    public SharedTier? Shared { get; internal set; }

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
    public bool Has(Hash256 hash) => HasHere(hash) || (Shared is not null && Shared.Has(hash));

    /// <summary>Whether there is content under a hash in this folder.</summary>
    /// <param name="hash">SHA-256 of the content.</param>
    public bool HasHere(Hash256 hash) => File.Exists(PathOf(hash));

    /// <inheritdoc/>
    public void Gather(IReadOnlyCollection<Hash256> hashes)
    {
        if (Shared is { } shared && hashes.Any(hash => !HasHere(hash))) Task.Run(() => shared.FetchAsync(hashes.Distinct(), null, CancellationToken.None)).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public PutOutcome Put(string path, Hash256 expected, CancellationToken cancellation)
    {
        using var source = SourceFile.Open(path);
        if (source is null) return PutOutcome.Changed;
        Shared?.Uploads?.Announce(expected);
        var target = PathOf(expected);
        var outcome = ArtifactFiles.IsFresh(target, source.Length) ? PutOutcome.Known : _files.Add(target, source, expected, cancellation) ? PutOutcome.Stored : PutOutcome.Changed;
        if (outcome == PutOutcome.Known && source.IsExecutable) FileModes.MakeExecutable(target);
        if (outcome == PutOutcome.Changed) Shared?.Uploads?.Withdraw(expected);
        else Shared?.Uploads?.Add(expected);
        return outcome;
    }

    /// <inheritdoc/>
    public Hash256 Put(ReadOnlySpan<byte> content)
    {
        var hash = Hash256.Of(content);
        var target = PathOf(hash);
        Shared?.Uploads?.Announce(hash);
        if (!ArtifactFiles.IsFresh(target, content.Length)) _files.Add(target, content);
        Shared?.Uploads?.Add(hash);
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
        Shared?.Uploads?.Announce(hash);
        _files.Move(path, PathOf(hash));
        Shared?.Uploads?.Add(hash);
        return (hash, size);
    }

    /// <inheritdoc/>
    public GetOutcome Get(Hash256 hash, string target)
    {
        if (!IsFetched(hash, out var outcome)) return outcome;
        using var source = SourceFile.Open(PathOf(hash));
        if (source is null) return GetOutcome.Missing;
        if (ArtifactTarget.Write(source, hash, target)) return GetOutcome.Found;
        MoveAside(hash);
        return GetOutcome.Corrupt;
    }

    /// <inheritdoc/>
    public Stream? Open(Hash256 hash, out GetOutcome outcome)
    {
        if (!IsFetched(hash, out outcome)) return null;
        var source = SourceFile.Open(PathOf(hash));
        outcome = source is null ? GetOutcome.Missing : source.Hash() == hash ? GetOutcome.Found : GetOutcome.Corrupt;
        if (outcome == GetOutcome.Found) return source!.ToStream();
        source?.Dispose();
        if (outcome == GetOutcome.Corrupt) MoveAside(hash);
        return null;
    }

    /// <summary>Removes what killed processes left half-written.</summary>
    public void Sweep() => _files.Sweep();

    internal string NextTemporary() => _files.NextTemporary();

    internal long SizeOf(Hash256 hash) => new FileInfo(PathOf(hash)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Whether content is in this folder and whole; what is not is moved aside.</summary>
    internal bool IsWhole(Hash256 hash)
    {
        using var source = SourceFile.Open(PathOf(hash));
        if (source is null) return false;
        if (source.Hash() == hash) return true;
        MoveAside(hash);
        return false;
    }

    /// <summary>Moves a fetched file in, where it has the content that it should.</summary>
    internal bool TakeVerified(string path, Hash256 expected)
    {
        if (FileIndex.HashContent(path) != expected) return false;
        _files.Move(path, PathOf(expected));
        return true;
    }

    private bool IsFetched(Hash256 hash, out GetOutcome outcome)
    {
        outcome = Shared is null || HasHere(hash) ? GetOutcome.Found : Shared.Fetch(hash);
        return outcome == GetOutcome.Found;
    }

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
