using System.Security.Cryptography;
using System.Text;
using Kptn.Engine.Artifacts.Local;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Snapshots;
using Kptn.Testing.Snapshots.Files;

namespace Kptn.Testing.Tests.Snapshots;

/// <summary>A project with a snapshot store, and a scratch dir that a task wrote to.</summary>
internal sealed class SnapshotProject : IDisposable
{
    public static readonly SnapshotKey Key = new("g", "clean", null);
    private readonly TestFolder _folder;
    private readonly bool _isBorrowed;

    public SnapshotProject(long maxBytes = 1000, string? server = null, params string[] mapped)
    {
        _folder = new TestFolder();
        Settings = new SnapshotSettings(_folder["snapshots"], maxBytes) { MappedTasks = mapped.ToHashSet() };
        Store = new SnapshotStore(Settings, Artifacts) { Server = server };
        Directory.CreateDirectory(Scratch);
    }

    /// <summary>The same project with another view of the disk.</summary>
    public SnapshotProject(SnapshotProject project, SnapshotDisk disk)
    {
        (_folder, _isBorrowed, Settings, Fingerprint) = (project._folder, true, project.Settings, project.Fingerprint);
        Store = new SnapshotStore(Settings, Artifacts, disk) { Server = null };
    }

    public SnapshotSettings Settings { get; init; }

    public LocalArtifactStore Artifacts => new(_folder[".kptn/artifacts"]);

    public SnapshotStore Store { get; init; }

    public string Root => _folder.Root;

    public string Scratch => _folder["scratch"];

    public string Folder => Store.FolderOf(Key);

    public string Fingerprint { get; set; } = Hex("code");

    public static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public string this[string relative] => _folder[relative];

    public string Text(string relative) => File.ReadAllText(_folder[relative]);

    public bool Has(string relative) => File.Exists(_folder[relative]);

    public SnapshotProject Write(string relative, string content)
    {
        _folder.Write(relative, content);
        return this;
    }

    public SnapshotProject Output(string path, string content) => Write($"scratch/{path}", content);

    public SnapshotProject Output(string path, byte[] content)
    {
        _folder.Write($"scratch/{path}", content);
        return this;
    }

    /// <summary>The manifest of what the task wrote.</summary>
    public SnapshotManifest Manifest(IEnumerable<string> outputs, bool hasResult = false) => new()
    {
        Fingerprint = Fingerprint,
        Components = [new("python", "clean.py:normalise", Fingerprint[..12])],
        Outputs = [.. outputs.Select(Entry)],
        Result = hasResult ? Entry("result.of.task") : null,
    };

    /// <summary>What a red test does, by comparing bytes.</summary>
    public SnapshotManifest Receive(SnapshotKey key, IEnumerable<string> outputs, bool hasResult = false)
    {
        var manifest = Manifest(outputs, hasResult);
        var approved = Store.Read(key);
        var changed = manifest.Outputs.Where(output => output.Description.Kind == CompareMode.Folder || approved?.Outputs.FirstOrDefault(known => known.Path == output.Path)?.Hash != output.Hash)
            .Select(output => new ReceivedOutput(output.Path, Path.Combine(Scratch, output.Path)));
        if (hasResult && approved?.Result?.Hash != manifest.Result!.Hash) changed = changed.Append(ReceivedOutput.OfResult(Path.Combine(Scratch, "result.of.task")));
        Store.Receive(key, manifest, [.. changed]);
        return manifest;
    }

    public SnapshotManifest Receive(params string[] outputs) => Receive(Key, outputs);

    public PendingSnapshot Pending() => Assert.Single(Store.Pending());

    /// <summary>Receives outputs and approves them.</summary>
    public ApprovedSnapshot Approve(params string[] outputs)
    {
        Receive(outputs);
        var result = Store.Approve(Pending());
        Assert.Empty(result.Problems);
        Assert.True(result.IsComplete);
        Assert.Empty(Store.Pending());
        return Store.Read(Key)!;
    }

    /// <summary>All files of snapshots but for git's, by path below their folder.</summary>
    public SortedDictionary<string, string> Files()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(Settings.Folder)) return files;
        foreach (var file in Directory.EnumerateFiles(Settings.Folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Settings.Folder, file);
            if (!name.StartsWith(".git", StringComparison.Ordinal)) files[name] = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        }

        return files;
    }

    public void Dispose()
    {
        if (!_isBorrowed) _folder.Dispose();
    }

    private ManifestOutput Entry(string path)
    {
        var file = Path.Combine(Scratch, path);
        var description = path.Contains('*', StringComparison.Ordinal)
            ? new OutputDescription { Kind = CompareMode.Folder, Hash = SnapshotManifest.NoFingerprint, Size = 0 }
            : OutputDescriber.Describe(path, file, CompareSettings.Default, TestContext.Current.CancellationToken);
        return new ManifestOutput { Path = path, Hash = description.Hash, Size = description.Size, Description = description };
    }
}
