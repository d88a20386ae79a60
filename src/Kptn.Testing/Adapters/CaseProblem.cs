namespace Kptn.Testing.Adapters;

/// <summary>Why a project gives no tests.</summary>
/// <param name="Name">In a few words, for a list of tests.</param>
/// <param name="Message">All of it.</param>
internal sealed record CaseProblem(string Name, string Message);
