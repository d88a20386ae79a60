namespace Kptn.Engine.Artifacts;

/// <summary>How content was found.</summary>
public enum GetOutcome
{
    /// <summary>It is there and whole.</summary>
    Found,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>What was there did not match its hash; it was moved aside.</summary>
    Corrupt,
}
