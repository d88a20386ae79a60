namespace Kptn.Engine.State.DynamoDb;

/// <summary>What went wrong with DynamoDB, said for users, with a next step.</summary>
internal sealed class DynamoException : IOException
{
    /// <param name="message">What, where, next step.</param>
    /// <param name="mayPass">Whether the same may go well a little later.</param>
    /// <param name="inner">What the SDK said.</param>
    public DynamoException(string message, bool mayPass, Exception? inner = null)
        : base(message, inner) => MayPass = mayPass;

    /// <summary>Whether the same may go well a little later.</summary>
    public bool MayPass { get; }
}
