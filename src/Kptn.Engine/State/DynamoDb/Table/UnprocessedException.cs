namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>The table took a part of a batch only.</summary>
internal sealed class UnprocessedException() : Exception("the table is busy");
