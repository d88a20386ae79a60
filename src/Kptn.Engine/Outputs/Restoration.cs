namespace Kptn.Engine.Outputs;

/// <summary>What became of an output that was to be put back.</summary>
public enum Restoration
{
    /// <summary>It was there as recorded.</summary>
    There,

    /// <summary>It was put back.</summary>
    Restored,

    /// <summary>Its content is not what was recorded, so it was left alone.</summary>
    Modified,

    /// <summary>Its content is not among the artifacts.</summary>
    NotKept,

    /// <summary>What was kept of it did not match its hash, so it was not put back.</summary>
    Corrupt,

    /// <summary>It could not be written.</summary>
    Failed,
}
