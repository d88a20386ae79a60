namespace Kptn.Testing.Comparing.Json;

/// <summary>A file cannot be read as JSON.</summary>
/// <param name="message">Why, in words for the user without a full stop.</param>
internal sealed class NotJsonException(string message) : Exception(message);
