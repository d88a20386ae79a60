namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>A manifest as its JSON has it.</summary>
internal sealed record ManifestDocument
{
    public required string Format { get; init; }

    public string? Graph { get; init; }

    public string? Task { get; init; }

    public string? Item { get; init; }

    public required string Fingerprint { get; init; }

    public IReadOnlyList<ManifestComponent>? Components { get; init; }

    public IReadOnlyList<ManifestUpstream>? Upstream { get; init; }

    public IReadOnlyList<OutputDocument>? Outputs { get; init; }

    public OutputDocument? Result { get; init; }

    public ChangesDocument? Received { get; init; }

    public SnapshotManifest Manifest()
    {
        if (Format != ManifestJson.Format) throw new System.Text.Json.JsonException($"its format is '{Format}', not '{ManifestJson.Format}'");
        return new SnapshotManifest
        {
            Key = Graph is null || Task is null ? null : new SnapshotKey(Graph, Task, Item),
            Fingerprint = Fingerprint,
            Components = Whole.List(Components),
            Upstream = Whole.List(Upstream),
            Outputs = [.. Whole.List(Outputs).Select(output => output.Output())],
            Result = Result?.Output(),
            Changes = Received?.Changes(),
        };
    }
}
