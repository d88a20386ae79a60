namespace Kptn.Engine.Artifacts.Shared;

/// <summary>Why a shared place could not be used.</summary>
public enum BlobFailure
{
    /// <summary>It did not answer, or answered that it could not, each time it was tried.</summary>
    Unreachable,

    /// <summary>It refused: rights, credentials, a bucket that is not there. Trying again is of no use before somebody changes that.</summary>
    Refused,
}
