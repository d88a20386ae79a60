namespace Kptn.Engine.State.DynamoDb.Mirrors;

/// <summary>What was read of a key does not count any more: it was rewritten meanwhile. Read again.</summary>
internal sealed class StaleReadException : Exception;
