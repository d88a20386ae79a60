using Kptn.Engine.Fingerprints;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Says what is another than when a snapshot was approved.</summary>
internal static class Causes
{
    private const string Input = "input ";

    /// <summary>The differences, most telling first, such as <c>code changed: clean.py:normalise</c>.</summary>
    /// <param name="approved">What was approved.</param>
    /// <param name="now">What it depends on now.</param>
    public static IReadOnlyList<string> Of(SnapshotManifest approved, IReadOnlyList<Component> now) => Of(
        approved,
        now.Where(component => component.Kind < ComponentKind.Inputs).Select(component => new ManifestComponent(ManifestMaker.KindName(component.Kind), component.Name, ManifestMaker.HashOf(component))),
        now.Where(component => component.Kind >= ComponentKind.Inputs).Select(component => new ManifestUpstream(ManifestMaker.UpstreamName(component), component.Hash.ToString())));

    /// <summary>The differences of two manifests.</summary>
    /// <param name="approved">What was approved.</param>
    /// <param name="received">What was received.</param>
    public static IReadOnlyList<string> Of(SnapshotManifest approved, SnapshotManifest received) => Of(approved, received.Components, received.Upstream);

    /// <summary>Whether something of it is an input, which a task before it gave.</summary>
    /// <param name="causes">The differences.</param>
    public static bool HasInput(IReadOnlyList<string> causes) => causes.Any(cause => cause.StartsWith(Input, StringComparison.Ordinal));

    private static IReadOnlyList<string> Of(SnapshotManifest approved, IEnumerable<ManifestComponent> components, IEnumerable<ManifestUpstream> upstream)
    {
        if (approved.Components.Count == 0) return [];
        var causes = new List<string>();
        var before = approved.Components.ToDictionary(component => (component.Kind, component.Name), component => component.Hash);
        foreach (var (kind, name, now) in components)
        {
            if (!before.Remove((kind, name), out var hash)) causes.Add($"{kind} added: {name}");
            else if (!now.StartsWith(hash, StringComparison.Ordinal)) causes.Add($"{kind} changed: {name}");
        }

        causes.AddRange(before.Keys.Select(gone => $"{gone.Kind} removed: {gone.Name}"));
        var inputs = approved.Upstream.ToDictionary(input => input.Name, input => input.Hash, StringComparer.Ordinal);
        foreach (var (name, now) in upstream)
        {
            if (!inputs.Remove(name, out var hash)) causes.Add($"{Input}added: {name}");
            else if (hash != now) causes.Add($"{Input}changed: {name}");
        }

        causes.AddRange(inputs.Keys.Select(gone => $"{Input}removed: {gone}"));
        return causes;
    }
}
