using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Snapshots.Approving;

/// <summary>The manifest that is right once some outputs of a received one are approved: entries of these, and of the others as they are approved now.</summary>
internal sealed class ManifestMerge
{
    private readonly SnapshotManifest _received;
    private readonly ApprovedSnapshot? _approved;
    private readonly Selection _selection;

    public ManifestMerge(SnapshotManifest received, ApprovedSnapshot? approved, Selection selection)
    {
        (_received, _approved, _selection) = (received, approved, selection);
        var paths = received.Outputs.Select(output => output.Path).Concat((approved?.Manifest.Outputs ?? []).Select(output => output.Path)).Distinct(StringComparer.Ordinal);
        // Only with all of it approved is it the state of that code; until then the test is to run again.
        var isWhole = selection.Left.Count == 0;
        Manifest = new SnapshotManifest
        {
            Key = received.Key ?? approved?.Key,
            Fingerprint = isWhole ? received.Fingerprint : approved?.Manifest.Fingerprint ?? SnapshotManifest.NoFingerprint,
            Components = isWhole ? received.Components : approved?.Manifest.Components ?? [],
            Upstream = isWhole ? received.Upstream : approved?.Manifest.Upstream ?? [],
            Outputs = [.. paths.Select(path => Entry(path, isResult: false)).OfType<ManifestOutput>()],
            Result = Entry(ReceivedOutput.ResultPath, isResult: true),
        };
    }

    /// <summary>The manifest.</summary>
    public SnapshotManifest Manifest { get; }

    private ManifestOutput? Entry(string path, bool isResult)
    {
        if (_selection.Accepted.FirstOrDefault(output => output.Path == path) is { } accepted) return accepted.New is { } content ? Settled(content) : null;
        var now = _approved?.Find(path, isResult);
        var received = isResult ? _received.Result : _received.Outputs.FirstOrDefault(output => output.Path == path);
        // Accepted by another tool: what was received describes it.
        if (now is not null && received?.Hash == now.Hash) return received;
        if (now is not null) return Settled(now);
        return isResult ? _approved?.Manifest.Result : _approved?.Manifest.Outputs.FirstOrDefault(output => output.Path == path);
    }

    /// <summary>An entry that describes its content, also where that was edited since.</summary>
    internal static ManifestOutput Settled(ApprovedOutput content) => content is { IsOtherThanManifest: true, File: { } file }
        ? content.Entry with { Description = OutputDescriber.Describe(content.Path, file, CompareSettings.Default) }
        : content.Entry;
}
