namespace Kptn.Testing.Comparing.Tables.Reading;

/// <summary>A file cannot be read as a table.</summary>
/// <param name="message">Why, in words for the user without a full stop.</param>
internal sealed class NotATableException(string message) : Exception(message);
