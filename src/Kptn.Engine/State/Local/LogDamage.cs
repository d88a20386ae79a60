namespace Kptn.Engine.State.Local;

/// <summary>What follows the last good record of a log.</summary>
internal enum LogDamage
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The start of a record whose writer was stopped. It was never acknowledged.</summary>
    Torn,

    /// <summary>Something that a stopped writer alone does not explain; it may have held records.</summary>
    Broken,
}
