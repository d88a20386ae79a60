namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>What one BatchWriteItem carries.</summary>
internal static class BatchLimits
{
    /// <summary>The most items that DynamoDB takes.</summary>
    public const int Items = 25;

    /// <summary>The most bytes that go at once: below the 16 MB that DynamoDB takes, so that a slow line carries them in time.</summary>
    public const int Bytes = 4 << 20;
}
