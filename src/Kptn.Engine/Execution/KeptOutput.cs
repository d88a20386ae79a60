using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Something to look at once more behind the run.</summary>
/// <param name="Owner">The task, or the task and its item, for messages.</param>
/// <param name="Output">The output, or a result with its absolute path.</param>
/// <param name="Settles">Whether its hash goes to the file index once its stamp can be trusted.</param>
/// <param name="IsKept">Whether its content goes to the artifacts.</param>
internal readonly record struct KeptOutput(string Owner, OutputState Output, bool Settles, bool IsKept)
{
    /// <summary>What is known from then on, once all that the owner added before is kept; and for an item, what it has in common with others.</summary>
    public (string Task, Fingerprints.Hash256 Common, object What)? Known { get; init; }

    /// <summary>About how many bytes it takes while it waits.</summary>
    public long Weight => 200 + (2L * (Owner.Length + Output.Path.Length));
}
