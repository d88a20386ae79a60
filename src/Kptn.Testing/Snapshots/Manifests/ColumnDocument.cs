using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>A column as the JSON of a manifest has it.</summary>
internal sealed record ColumnDocument
{
    public required string Name { get; init; }

    public required ColumnType Type { get; init; }

    public long Nulls { get; init; }

    public long Distinct { get; init; }

    public bool Estimated { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    public double? Mean { get; init; }

    public ColumnStatistics Statistics() =>
        new() { Name = Name, Type = Type, Nulls = Nulls, Distinct = Distinct, IsDistinctExact = !Estimated, Min = Min, Max = Max, Mean = Mean };
}
