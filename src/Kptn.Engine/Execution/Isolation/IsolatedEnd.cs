using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>What became of a task in a sandbox.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Error">What went wrong, in a line; empty on success.</param>
/// <param name="Duration">How long the task itself took, with all its tries.</param>
/// <param name="LogPath">The log of its last try, absolute; there is no file where it wrote nothing.</param>
public sealed record IsolatedEnd(TaskOutcome Outcome, string Error, TimeSpan Duration, string LogPath)
{
    /// <summary>What the task made, sorted by path; of a mapped task those that name no item.</summary>
    public IReadOnlyList<OutputState> Outputs { get; init; } = [];

    /// <summary>Its result as canonical JSON; <see langword="null"/> where none is kept.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }

    /// <summary>Items of a mapped task, in the order of the list.</summary>
    public IReadOnlyList<IsolatedItem> Items { get; init; } = [];

    /// <summary>Files that it opened in the project, or looked for in the sandbox although only the project has them, relative to the top of the sandbox.</summary>
    public IReadOnlyList<string> Missed { get; init; } = [];

    /// <summary>What a user should know although it stops nothing.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
