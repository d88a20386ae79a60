namespace Kptn.Engine.State.DynamoDb.Leases;

/// <summary>Another took the lease over.</summary>
/// <param name="message">Whose, and by whom.</param>
internal sealed class LeaseLostException(string message) : IOException(message);
