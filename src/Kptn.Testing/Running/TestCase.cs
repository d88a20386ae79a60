using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Testing.Running;

/// <summary>One test: a task, or one item of a mapped task.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Task">The task.</param>
/// <param name="Item">The item's key; <see langword="null"/> for a task as a whole.</param>
public sealed record TestCase(string Graph, string Task, string? Item)
{
    /// <summary>The task's tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What its task is written in.</summary>
    public TaskLanguage Language { get; init; }

    /// <summary>Why it cannot be tested; <see langword="null"/> where it can.</summary>
    public string? Skip { get; init; }

    /// <summary>Where a person would look for it.</summary>
    public Place? Place { get; init; }

    /// <summary><c>graph/task</c>, with the item in brackets.</summary>
    public string Name => Item is null ? $"{Graph}/{Task}" : $"{Graph}/{Task}[{ItemNames.Shown(Item)}]";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
