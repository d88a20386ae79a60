namespace Kptn.Testing.Servers;

/// <summary>A server that tests need can be had in none of the ways that were tried.</summary>
/// <param name="message">What was tried, why each did not do, and what would help.</param>
public sealed class ServerUnavailableException(string message) : Exception(message);
