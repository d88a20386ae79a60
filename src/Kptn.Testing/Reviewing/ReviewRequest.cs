using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;

namespace Kptn.Testing.Reviewing;

/// <summary>What of all that was received is to be looked at.</summary>
public sealed record ReviewRequest
{
    /// <summary>The project's folder or its kptn.yaml; <see langword="null"/> for the nearest one at or above <see cref="Folder"/>.</summary>
    public string? Project { get; init; }

    /// <summary>The folder that a project is looked for from, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The graph; <see langword="null"/> for all.</summary>
    public string? Graph { get; init; }

    /// <summary>Which tasks, in the words of the command line.</summary>
    public Selection Selection { get; init; } = Selection.All;

    /// <summary>Which items of mapped tasks; <see langword="null"/> for all, and for what belongs to no item.</summary>
    public ItemFilter? Items { get; init; }

    /// <summary>Which outputs, by their paths, in which <c>*</c> stands for any characters; empty for all.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>What made the request, for reports, such as <c>kptn diff clean</c>.</summary>
    public string Command { get; init; } = "";
}
