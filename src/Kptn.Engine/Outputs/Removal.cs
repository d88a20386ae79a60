namespace Kptn.Engine.Outputs;

/// <summary>What became of an output that was to be deleted.</summary>
public enum Removal
{
    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>It was not there any more.</summary>
    Gone,

    /// <summary>Its content is not what was recorded, so it was kept.</summary>
    Modified,

    /// <summary>A link leads to it, perhaps out of the scratch dir, so it was kept.</summary>
    Linked,

    /// <summary>It could not be deleted.</summary>
    Failed,
}
