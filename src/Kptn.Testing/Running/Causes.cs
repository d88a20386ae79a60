using Kptn.Engine.Fingerprints;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Says what is another than when a snapshot was approved.</summary>
internal static class Causes
{
    /// <summary>The differences, most telling first, such as <c>code changed: clean.py:normalise</c>.</summary>
    /// <param name="approved">What was approved.</param>
    /// <param name="now">What it depends on now.</param>
    public static IReadOnlyList<string> Of(SnapshotManifest approved, IReadOnlyList<Component> now)
    {
        if (approved.Components.Count == 0) return [];
        var causes = new List<string>();
        var before = approved.Components.ToDictionary(component => (component.Kind, component.Name), component => component.Hash);
        foreach (var component in now.Where(component => component.Kind < ComponentKind.Inputs))
        {
            var kind = ManifestMaker.KindName(component.Kind);
            if (!before.Remove((kind, component.Name), out var hash)) causes.Add($"{kind} added: {component.Name}");
            else if (hash != ManifestMaker.HashOf(component)) causes.Add($"{kind} changed: {component.Name}");
        }

        causes.AddRange(before.Keys.Select(gone => $"{gone.Kind} removed: {gone.Name}"));
        var inputs = approved.Upstream.ToDictionary(input => input.Name, input => input.Hash, StringComparer.Ordinal);
        foreach (var component in now.Where(component => component.Kind >= ComponentKind.Inputs))
        {
            var name = ManifestMaker.UpstreamName(component);
            if (!inputs.Remove(name, out var hash)) causes.Add($"input added: {name}");
            else if (hash != component.Hash.ToString()) causes.Add($"input changed: {name}");
        }

        causes.AddRange(inputs.Keys.Select(gone => $"input removed: {gone}"));
        return causes;
    }
}
