namespace Kptn.Engine.Artifacts.Shared;

/// <summary>A place that several machines share could not be used. The message tells what failed, where, and what to do about it.</summary>
public sealed class BlobStoreException : IOException
{
    /// <summary>Creates one.</summary>
    /// <param name="message">What failed, where, and what to do about it.</param>
    /// <param name="reason">Whether it is worth going on with other content.</param>
    /// <param name="inner">What was thrown.</param>
    public BlobStoreException(string message, BlobFailure reason, Exception? inner = null)
        : base(message, inner) => Reason = reason;

    /// <summary>Why.</summary>
    public BlobFailure Reason { get; }
}
