using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Describes what a test made as a snapshot's manifest does.</summary>
/// <param name="files">The files.</param>
/// <param name="settings">How they are compared.</param>
internal sealed class ManifestMaker(MadeFiles files, CompareSettings settings)
{
    private const int ShortHash = 12;
    private readonly Dictionary<string, OutputDescription> _known = new(StringComparer.Ordinal);

    /// <summary>The manifest.</summary>
    /// <param name="unit">What was made.</param>
    /// <param name="cancellation">Ends it.</param>
    public SnapshotManifest Of(MadeUnit unit, CancellationToken cancellation) => new()
    {
        Fingerprint = unit.Fingerprint,
        Components = ComponentsOf(unit),
        Upstream = UpstreamOf(unit),
        Outputs = [.. unit.Outputs.Where(output => !settings.Skips(output.Path)).Select(output => Entry(output, cancellation))],
        Result = unit.Result is { } result ? Entry(result, cancellation) : null,
    };

    /// <summary>What was approved, of another fingerprint.</summary>
    /// <param name="approved">What was approved.</param>
    /// <param name="unit">What was made, and is the same.</param>
    public static SnapshotManifest Moved(SnapshotManifest approved, MadeUnit unit) => approved with { Fingerprint = unit.Fingerprint, Components = ComponentsOf(unit), Upstream = UpstreamOf(unit) };

    /// <summary>The columns that tell the rows of an output apart.</summary>
    public IReadOnlyList<string> KeysOf(string path) => settings.KeysOf(path);

    /// <summary>What is in an output.</summary>
    public OutputDescription Describe(OutputState output, CancellationToken cancellation)
    {
        if (_known.TryGetValue(output.Path, out var known)) return known;
        var description = OutputDescriber.Describe(output.Path, files.Of(output), settings, cancellation);
        if (OutputArtifacts.IsFolder(output.Path)) description = description with { Kind = CompareMode.Folder };
        return _known[output.Path] = description;
    }

    /// <summary>The name of a kind of component in manifests.</summary>
    public static string KindName(ComponentKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The name of an input in manifests: results are told from outputs.</summary>
    public static string UpstreamName(Component component) => component.Kind == ComponentKind.Data ? $"{component.Name} (result)" : component.Name;

    private static IReadOnlyList<ManifestComponent> ComponentsOf(MadeUnit unit) =>
        [.. unit.Components.Where(component => component.Kind < ComponentKind.Inputs).Select(component => new ManifestComponent(KindName(component.Kind), component.Name, HashOf(component)))];

    /// <summary>The hash of a component in manifests, which are in git: of a value that may be a secret none, since few guesses would find it.</summary>
    public static string HashOf(Component component) =>
        component.Kind is ComponentKind.Args or ComponentKind.Config or ComponentKind.Env && SecretNames.Matches(component.Name) ? new string('0', ShortHash) : component.Hash.ToString()[..ShortHash];

    private static IReadOnlyList<ManifestUpstream> UpstreamOf(MadeUnit unit) =>
        [.. unit.Components.Where(component => component.Kind >= ComponentKind.Inputs).Select(component => new ManifestUpstream(UpstreamName(component), component.Hash.ToString()))];

    private ManifestOutput Entry(OutputState output, CancellationToken cancellation) => new()
    {
        Path = output.Path,
        Hash = output.Hash.ToString(),
        Size = output.Size,
        Description = Describe(output, cancellation),
    };

    private ManifestOutput Entry(ReadOnlyMemory<byte> result, CancellationToken cancellation) => new()
    {
        Path = MadeFiles.ResultPath,
        Hash = Hash256.Of(result.Span).ToString(),
        Size = result.Length,
        Description = OutputDescriber.Describe(MadeFiles.ResultPath, files.OfResult(result), settings, cancellation),
    };
}
