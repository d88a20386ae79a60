namespace Kptn.Engine.Outputs;

/// <summary>Why nobody makes an output any more.</summary>
public enum OrphanKind
{
    /// <summary>Its item left the list, or writes elsewhere now.</summary>
    OfItem,

    /// <summary>Its task is no longer mapped.</summary>
    OfUnmapped,

    /// <summary>Its task is in no graph any more.</summary>
    OfGoneTask,
}
