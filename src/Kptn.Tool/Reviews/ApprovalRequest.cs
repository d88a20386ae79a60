namespace Kptn.Tool.Reviews;

/// <summary>What is to be done with all that was asked for.</summary>
/// <param name="Decision">What is decided; <see langword="null"/> where only orphans are meant.</param>
/// <param name="Prunes">Whether orphans are removed.</param>
/// <param name="IsJson">Whether a program reads what was done.</param>
internal sealed record ApprovalRequest(Decision? Decision, bool Prunes, bool IsJson);
