namespace Kptn.Testing.Comparing;

/// <summary>One changed value of a JSON document.</summary>
/// <param name="Path">Where it is, such as <c>$.items[3].price</c>; in the new document unless it was removed.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Old">Before, as JSON, shortened; <see langword="null"/> where it was not there.</param>
/// <param name="New">After, as JSON, shortened; <see langword="null"/> where it is not there.</param>
/// <param name="Movement">New less old where both are numbers.</param>
public sealed record JsonChange(string Path, JsonChangeKind Kind, string? Old, string? New, double? Movement = null);
