namespace Kptn.Testing.Comparing.Settings;

/// <summary>What a scrubber finds.</summary>
public enum ScrubKind
{
    /// <summary>UUIDs.</summary>
    Guid,

    /// <summary>Dates with a time, as ISO 8601 and its kin write them.</summary>
    DateTime,

    /// <summary>Absolute paths.</summary>
    Path,

    /// <summary>What a regular expression matches.</summary>
    Regex,
}
