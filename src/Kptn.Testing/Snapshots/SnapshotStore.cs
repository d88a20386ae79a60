using Kptn.Engine.Artifacts;
using Kptn.Testing.Snapshots.Approving;
using Kptn.Testing.Snapshots.Files;
using Kptn.Testing.Snapshots.Naming;
using Kptn.Testing.Snapshots.Reading;
using Kptn.Testing.Snapshots.Receiving;

namespace Kptn.Testing.Snapshots;

/// <summary>
/// Keeps what is approved beside kptn.yaml, in git, and what tests received beside it. Safe for many threads, and for other processes that test or
/// approve at the same time. Nothing is read or written through links.
/// </summary>
public sealed partial class SnapshotStore
{
    private readonly SnapshotSettings _settings;
    private readonly SnapshotDisk _disk;
    private readonly SnapshotReader _reader;
    private readonly ContentCopier _copier;
    private readonly Receiver _receiver;
    private readonly MovedManifests _moved;
    private readonly PendingReader _pending;
    private readonly GitFiles _git;
    private int _isIgnored;

    /// <summary>Opens the store; its folders are made when something is written.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="artifacts">Keeps what is too large for git.</param>
    public SnapshotStore(SnapshotSettings settings, IArtifactStore artifacts)
        : this(settings, artifacts, new SnapshotDisk(settings))
    {
    }

    internal SnapshotStore(SnapshotSettings settings, IArtifactStore artifacts, SnapshotDisk disk)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _disk = disk;
        _reader = new SnapshotReader(_disk, artifacts);
        _copier = new ContentCopier(_disk, artifacts);
        _receiver = new Receiver(settings, _disk, artifacts);
        _moved = new MovedManifests(settings, _disk);
        _pending = new PendingReader(settings, _reader);
        _git = new GitFiles(settings, _disk);
    }

    /// <summary>The folder of a snapshot, absolute.</summary>
    /// <param name="key">Whose it is.</param>
    public string FolderOf(SnapshotKey key) => Path.Combine(_settings.Folder, SnapshotFolders.Of(key, _settings));

    /// <summary>What is approved; <see langword="null"/> where nothing is.</summary>
    /// <param name="key">Of whom.</param>
    /// <exception cref="IOException">A file could not be read.</exception>
    public ApprovedSnapshot? Read(SnapshotKey key) => _reader.Read(FolderOf(key), key);

    /// <summary>Puts content at its path below a folder, as copies that may be written to.</summary>
    /// <param name="output">Approved or received content.</param>
    /// <param name="scratchDir">The folder, absolute.</param>
    /// <returns>Whether all of it could be had, just as it was approved.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    public bool TryMaterialise(ApprovedOutput output, string scratchDir) => _copier.TryCopy(output, scratchDir);

    /// <summary>The bytes of a result; <see langword="null"/> where they are gone, or not those that were approved.</summary>
    /// <param name="result">The result, or an output that is one file.</param>
    public byte[]? ResultBytes(ApprovedOutput result) => _copier.Bytes(result.Files[0]);

    /// <summary>Opens a result; <see langword="null"/> where it is gone, or not what was approved.</summary>
    /// <param name="result">The result, or an output that is one file.</param>
    public Stream? Open(ApprovedOutput result) => _copier.Open(result.Files[0]);

    /// <summary>Writes what a test found beside what is approved, in place of what it found before.</summary>
    /// <param name="key">Whose it is.</param>
    /// <param name="manifest">All outputs as found. Of those that did not change what is approved is kept; those that are neither approved nor among what changed are left out.</param>
    /// <param name="changed">Outputs that are new or differ, and where they are; <see cref="ReceivedOutput.OfResult"/> for the result.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="ArgumentException">Something changed that is no output of the manifest.</exception>
    public void Receive(SnapshotKey key, SnapshotManifest manifest, IReadOnlyList<ReceivedOutput> changed)
    {
        using var held = SnapshotLock.Take(_settings, isExclusive: false);
        if (Interlocked.Exchange(ref _isIgnored, 1) == 0) _git.Ignore();
        var folder = FolderOf(key);
        _receiver.Receive(folder, key, _reader.Read(folder, key), _reader.Received(folder)?.Manifest, manifest, changed);
        _moved.Remove(folder);
    }

    /// <summary>Removes what was received of a key, and the note that its fingerprint moved: its test is green.</summary>
    /// <param name="key">Whose.</param>
    /// <exception cref="IOException">A file could not be deleted.</exception>
    public void ClearReceived(SnapshotKey key)
    {
        var folder = FolderOf(key);
        _moved.Remove(folder);
        if (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.received*").Any()) return;
        _disk.Guard(folder);
        using var held = SnapshotLock.Take(_settings, isExclusive: false);
        new ReceivedFiles(_disk).Sweep(folder, new HashSet<string>(), _reader.Received(folder)?.Manifest);
    }

    /// <summary>Removes what processes left that were killed while they wrote. What cannot be removed does no harm.</summary>
    internal void SweepUnfinished()
    {
        try
        {
            new ReceivedFiles(_disk).SweepUnfinished(_settings.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }

    /// <summary>Notes the manifest of a test that is green although its fingerprint moved; to be called after <see cref="ClearReceived"/>.</summary>
    /// <param name="key">Whose it is.</param>
    /// <param name="manifest">All outputs as found.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public void NoteMoved(SnapshotKey key, SnapshotManifest manifest)
    {
        using var held = SnapshotLock.Take(_settings, isExclusive: false);
        _moved.Write(FolderOf(key), Receiver.Moved(key, Read(key), manifest));
    }
}
