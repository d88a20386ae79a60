using System.Text;
using Kptn.Testing.Snapshots.Files;

namespace Kptn.Testing.Snapshots.Approving;

/// <summary>Manifests of tests that were green on other code than was approved. Git does not see them: nothing is different.</summary>
internal sealed class MovedManifests(SnapshotSettings settings, SnapshotDisk disk)
{
    private const string Name = "manifest.json";
    private readonly string _root = Path.Combine(settings.KptnDir, "tests", "moved");

    /// <summary>Notes the manifest of a snapshot.</summary>
    public void Write(string folder, SnapshotManifest manifest) => disk.Write(PathOf(folder), Encoding.UTF8.GetBytes(ManifestJson.Write(manifest)), isDurable: false);

    /// <summary>The manifest that was noted; <see langword="null"/> where none was, or where it cannot be read.</summary>
    public SnapshotManifest? Read(string folder) => disk.Read(PathOf(folder)) is { } bytes ? ManifestJson.Read(bytes, PathOf(folder)).Manifest : null;

    /// <summary>Forgets what was noted.</summary>
    public void Remove(string folder)
    {
        if (SnapshotDisk.Has(PathOf(folder))) disk.Delete(PathOf(folder), _root);
    }

    /// <summary>The folders of snapshots with a note.</summary>
    public IEnumerable<string> Folders()
    {
        if (!Directory.Exists(_root)) return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(_root, Name, options).Select(file => Path.Combine(settings.Folder, Path.GetRelativePath(_root, Path.GetDirectoryName(file)!))).Order(StringComparer.Ordinal);
    }

    private string PathOf(string folder) => Path.Combine(_root, Path.GetRelativePath(settings.Folder, folder), Name);
}
