namespace Kptn.Engine.State.DynamoDb.Results;

/// <summary>What an answer from the index of packs rests on.</summary>
internal enum IndexUse
{
    /// <summary>This machine's copy, which may be that of a table that is gone.</summary>
    Copy,

    /// <summary>A copy that was compared with the table since the process began; what others added since may be missing.</summary>
    Checked,

    /// <summary>What the table has now.</summary>
    Newest,
}
