namespace Kptn.Engine.Execution.Items;

/// <summary>Whether the script of a mapped C# task is built, and whose turn it is to build it.</summary>
internal sealed class CSharpBuild
{
    /// <summary>Lets one item at a time build.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Whether an item has run, so that the script is built.</summary>
    public bool IsDone { get; set; }
}
