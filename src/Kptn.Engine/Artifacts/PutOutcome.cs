namespace Kptn.Engine.Artifacts;

/// <summary>What became of content that was to be kept.</summary>
public enum PutOutcome
{
    /// <summary>It was copied.</summary>
    Stored,

    /// <summary>It was there already.</summary>
    Known,

    /// <summary>The file is gone or has other content by now, so that there is nothing to keep.</summary>
    Changed,
}
