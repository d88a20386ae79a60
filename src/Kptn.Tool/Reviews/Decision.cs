namespace Kptn.Tool.Reviews;

/// <summary>What a person decided of something that was received.</summary>
internal enum Decision
{
    /// <summary>It is right, and replaces what was approved.</summary>
    Accept,

    /// <summary>It is wrong, and is removed; the next test finds it again.</summary>
    Reject,

    /// <summary>It still waits.</summary>
    Skip,
}
