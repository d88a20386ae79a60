using Kptn.Engine.Execution.Isolation;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Running;

/// <summary>A task that ran in a sandbox, which is still there.</summary>
/// <param name="Sandbox">The sandbox.</param>
/// <param name="End">What became of the task.</param>
/// <param name="Undeclared">What it wrote beside its outputs.</param>
internal sealed record SandboxRun(Sandbox Sandbox, IsolatedEnd End, IReadOnlyList<string> Undeclared) : IDisposable
{
    /// <summary>What it missed of the project, in a sentence with the next step; empty where nothing.</summary>
    public string Missed { get; init; } = "";

    /// <inheritdoc/>
    public void Dispose() => Sandbox.Dispose();
}
