using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>An output as the JSON of a manifest has it.</summary>
internal sealed record OutputDocument
{
    public required string Path { get; init; }

    public string? File { get; init; }

    public required string Hash { get; init; }

    public required long Size { get; init; }

    public required CompareMode Kind { get; init; }

    public long? Rows { get; init; }

    public IReadOnlyList<ManifestFile>? Files { get; init; }

    public IReadOnlyList<ColumnDocument>? Columns { get; init; }

    public IReadOnlyList<IReadOnlyList<string?>>? Sample { get; init; }

    public IReadOnlyList<JsonShape>? Shape { get; init; }

    public ManifestOutput Output() => new()
    {
        Path = Path,
        File = File,
        Files = Whole.List(Files),
        Hash = Hash,
        Size = Size,
        Description = new OutputDescription
        {
            Kind = Kind,
            Size = Size,
            Hash = Hash,
            Rows = Rows,
            Columns = [.. Whole.List(Columns).Select(column => column.Statistics())],
            Sample = Whole.List(Sample),
            Shape = Whole.List(Shape),
        },
    };
}
