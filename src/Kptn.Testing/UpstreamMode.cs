namespace Kptn.Testing;

/// <summary>What a test takes for the outputs and results of the tasks before it.</summary>
public enum UpstreamMode
{
    /// <summary>What was approved; of tasks of which nothing was approved yet, what they make in the same session, or their newest good run.</summary>
    Approved,

    /// <summary>Their newest good run.</summary>
    Latest,
}
