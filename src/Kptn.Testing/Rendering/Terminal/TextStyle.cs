namespace Kptn.Testing.Rendering.Terminal;

/// <summary>What a part of a line is, for whoever colours it.</summary>
public enum TextStyle
{
    /// <summary>Nothing particular.</summary>
    Plain,

    /// <summary>Headings.</summary>
    Strong,

    /// <summary>Of less weight.</summary>
    Dim,

    /// <summary>Names of tasks, outputs and columns.</summary>
    Name,

    /// <summary>New values.</summary>
    Added,

    /// <summary>Old values.</summary>
    Removed,

    /// <summary>What needs attention.</summary>
    Changed,

    /// <summary>The very part of a new value that differs.</summary>
    AddedMark,

    /// <summary>The very part of an old value that differs.</summary>
    RemovedMark,

    /// <summary>What passed.</summary>
    Good,

    /// <summary>What failed.</summary>
    Bad,
}
