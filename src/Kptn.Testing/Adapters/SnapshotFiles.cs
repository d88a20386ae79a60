using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering;
using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Adapters;

/// <summary>The files of a test's snapshot by what a tool for Verify's convention may do with them.</summary>
/// <param name="Folder">Their folder, absolute.</param>
internal sealed record SnapshotFiles(string Folder)
{
    /// <summary>Received, and nothing was approved.</summary>
    public IReadOnlyList<FilePair> New { get; private init; } = [];

    /// <summary>Received, and other than what was approved.</summary>
    public IReadOnlyList<FilePair> NotEqual { get; private init; } = [];

    /// <summary>Approved, and not made any more.</summary>
    public IReadOnlyList<string> Delete { get; private init; } = [];

    /// <summary>Approved, and nothing else was received.</summary>
    public IReadOnlyList<FilePair> Equal { get; private init; } = [];

    /// <summary>Lists the files in a folder, and below it.</summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="outcomes">What became of the tests whose files are there.</param>
    /// <param name="root">The folder of kptn.yaml, absolute.</param>
    public static SnapshotFiles Of(string folder, IReadOnlyList<TestOutcome> outcomes, string root)
    {
        if (!Directory.Exists(folder)) return new SnapshotFiles(folder);
        var all = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var received = all.Where(file => SnapshotNames.IsReceived(Path.GetFileName(file))).Select(file => new FilePair(file, SnapshotNames.Approved(file))).ToList();
        var gone = outcomes.SelectMany(outcome => outcome.Outputs).Where(output => output.Diff.Kind == DiffKind.Removed).Select(output => output.OldFile).OfType<string>().Select(file => Path.GetFullPath(file, root)).ToHashSet(StringComparer.Ordinal);
        var others = received.Select(pair => pair.Verified).Concat(gone).ToHashSet(StringComparer.Ordinal);
        return new SnapshotFiles(folder)
        {
            New = [.. received.Where(pair => !File.Exists(pair.Verified))],
            NotEqual = [.. received.Where(pair => File.Exists(pair.Verified))],
            Delete = [.. all.Where(gone.Contains)],
            Equal = [.. all.Where(file => SnapshotNames.IsApproved(Path.GetFileName(file)) && !others.Contains(file)).Select(file => new FilePair(SnapshotNames.Received(file), file))],
        };
    }
}
