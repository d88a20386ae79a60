namespace Kptn.Engine.Execution.Items;

/// <summary>What became of the items of one bundle.</summary>
internal sealed class BundleTally
{
    /// <summary>Items that ended for good.</summary>
    public int Ended { get; set; }

    /// <summary>Those of them that failed.</summary>
    public int Failed { get; set; }

    /// <summary>Items that are tried again.</summary>
    public List<ItemRun> Again { get; } = [];

    /// <summary>Why the bundle could not be worked on, so that the task cannot go on; empty where it could.</summary>
    public string Fault { get; set; } = "";
}
