namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>A condition of a write did not hold, so that nothing was written.</summary>
/// <param name="inner">What the SDK said.</param>
internal sealed class ConditionException(Exception inner) : Exception(inner.Message, inner);
