namespace Kptn.Testing.Comparing;

/// <summary>What changed at one path, over all entries of the lists on it.</summary>
/// <param name="Path">The path, such as <c>$.items[*].price</c>.</param>
/// <param name="Added">Values that are new.</param>
/// <param name="Removed">Values that are gone.</param>
/// <param name="Changed">Values that changed.</param>
/// <param name="Retyped">Values that are of another type now.</param>
/// <param name="Numbers">How far numbers moved; <see langword="null"/> where no number became another.</param>
public sealed record JsonPathDiff(string Path, long Added, long Removed, long Changed, long Retyped, NumberChange? Numbers);
