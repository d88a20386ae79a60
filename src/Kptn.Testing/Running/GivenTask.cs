using Kptn.Engine.Fingerprints;

namespace Kptn.Testing.Running;

/// <summary>What an earlier task gives to a test.</summary>
/// <param name="Name">The task.</param>
/// <param name="Origin">Where its content comes from.</param>
internal sealed record GivenTask(string Name, GivenOrigin Origin)
{
    /// <summary>Its outputs.</summary>
    public IReadOnlyList<GivenOutput> Outputs { get; init; } = [];

    /// <summary>Its result as canonical JSON; <see langword="null"/> where it has none.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }

    /// <summary>What stands for it where it has neither.</summary>
    public Hash256 Fingerprint { get; init; }

    /// <summary>Why it cannot be given, with what to do; <see langword="null"/> where it can.</summary>
    public string? Problem { get; init; }

    /// <summary>What a test depends on because of it.</summary>
    /// <param name="rollUp">The name that stands for outputs of items; <see langword="null"/> where it is not mapped.</param>
    /// <param name="isVisible">Whether the test sees its result.</param>
    public IEnumerable<Component> Components(string? rollUp, bool isVisible)
    {
        if (rollUp is null)
        {
            foreach (var output in Outputs) yield return new Component(ComponentKind.Inputs, $"{Name}/{output.Path}", output.Hash);
        }
        else if (Outputs.Count > 0)
        {
            yield return new Component(ComponentKind.Inputs, $"{Name}/{rollUp}", RollUp(Outputs));
        }

        if (Result is { } result && isVisible) yield return new Component(ComponentKind.Data, Name, Hash256.Of(result.Span));
        if (Outputs.Count == 0 && Result is null && !Fingerprint.IsNone) yield return new Component(ComponentKind.Inputs, Name, Fingerprint);
    }

    /// <summary>The hash that stands for the outputs of all items together.</summary>
    public static Hash256 RollUp(IEnumerable<GivenOutput> outputs) =>
        Hash256.Of(string.Join('\n', outputs.Select(output => $"{output.Hash} {output.Path}").Order(StringComparer.Ordinal)));
}
