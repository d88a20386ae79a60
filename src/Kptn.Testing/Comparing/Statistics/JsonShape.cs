namespace Kptn.Testing.Comparing.Statistics;

/// <summary>One path of a JSON document's shape.</summary>
/// <param name="Path">The path, with <c>[*]</c> for the entries of a list.</param>
/// <param name="Types">The types found there, such as <c>number</c> or <c>null</c>, in order.</param>
/// <param name="Count">How often the path is there.</param>
public sealed record JsonShape(string Path, IReadOnlyList<string> Types, long Count);
