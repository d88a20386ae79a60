namespace Kptn.Engine.Execution.Isolation;

/// <summary>A result that a task in a sandbox is given.</summary>
/// <param name="Json">Its canonical JSON.</param>
public sealed record IsolatedResult(ReadOnlyMemory<byte> Json);
