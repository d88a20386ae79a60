namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>What awaits approval as the JSON of a manifest has it.</summary>
internal sealed record ChangesDocument
{
    public IReadOnlyList<string>? Changed { get; init; }

    public IReadOnlyList<string>? Removed { get; init; }

    public IReadOnlyList<string>? Obsolete { get; init; }

    public ManifestChanges Changes() => new(Whole.List(Changed), Whole.List(Removed)) { Obsolete = Whole.List(Obsolete) };
}
