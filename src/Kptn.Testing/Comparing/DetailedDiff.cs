namespace Kptn.Testing.Comparing;

/// <summary>What a comparer found.</summary>
/// <param name="IsSame">Whether nothing changed, as the settings compare.</param>
/// <param name="Headline">What changed, in one line.</param>
/// <param name="Detail">What changed, in the terms of its kind.</param>
/// <param name="Notes">What to know beside it.</param>
internal sealed record DetailedDiff(bool IsSame, string Headline, DiffDetail Detail, IReadOnlyList<DiffNote> Notes);
