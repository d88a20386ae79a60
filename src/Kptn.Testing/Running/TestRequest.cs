using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;

namespace Kptn.Testing.Running;

/// <summary>What is to be tested, and how.</summary>
public sealed record TestRequest
{
    /// <summary>The project's folder or its kptn.yaml; <see langword="null"/> for the nearest one at or above <see cref="Folder"/>.</summary>
    public string? Project { get; init; }

    /// <summary>The folder that a project is looked for from, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The graph; <see langword="null"/> for the only one.</summary>
    public string? Graph { get; init; }

    /// <summary>Which tasks, in the words of the command line.</summary>
    public Selection Selection { get; init; } = Selection.All;

    /// <summary>Which items of mapped tasks; <see langword="null"/> for all.</summary>
    public ItemFilter? Items { get; init; }

    /// <summary>How many tests a mapped task is.</summary>
    public ItemCases ItemCases { get; init; }

    /// <summary>What tests take for the outputs of the tasks before.</summary>
    public UpstreamMode Upstream { get; init; }

    /// <summary>Whether only tasks are tested that are not, with all that they depend on, as they were approved.</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>Whether each task runs twice, to find out what is not the same each time.</summary>
    public bool Twice { get; init; }

    /// <summary>How many tests run at once; <see langword="null"/> for one a processor.</summary>
    public int? Jobs { get; init; }

    /// <summary>What made the request, for reports, such as <c>kptn test tag:fast</c>.</summary>
    public string Command { get; init; } = "";

    /// <summary>Whether it is about every task and item of its graph.</summary>
    internal bool IsWhole => Items is null && Selection is { Include.Count: 0, Exclude.Count: 0, Items.Count: 0, Findings.Count: 0 };
}
