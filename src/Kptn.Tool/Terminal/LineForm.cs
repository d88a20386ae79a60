namespace Kptn.Tool.Terminal;

/// <summary>How much the lines of a run say.</summary>
[Flags]
internal enum LineForm
{
    /// <summary>What ended, and the first failed items.</summary>
    None = 0,

    /// <summary>The end of the log below each failure.</summary>
    LogTail = 1,

    /// <summary>How far the items of mapped tasks are, now and then.</summary>
    Progress = 2,

    /// <summary>Every failed item.</summary>
    EveryFailure = 4,
}
