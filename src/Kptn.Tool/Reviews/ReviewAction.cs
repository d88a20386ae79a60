namespace Kptn.Tool.Reviews;

/// <summary>What a key asks for.</summary>
internal enum ReviewAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Accept what is shown.</summary>
    Accept,

    /// <summary>Reject what is shown.</summary>
    Reject,

    /// <summary>Leave what is shown for later.</summary>
    Skip,

    /// <summary>Accept several.</summary>
    AcceptRest,

    /// <summary>Reject several.</summary>
    RejectRest,

    /// <summary>Leave several for later.</summary>
    SkipRest,

    /// <summary>Of several: the rest of the task.</summary>
    OfTask,

    /// <summary>Of several: all that is left.</summary>
    OfAll,

    /// <summary>Open the diff tool.</summary>
    OpenTool,

    /// <summary>Show all rows, or samples again.</summary>
    Toggle,

    /// <summary>Explain the keys.</summary>
    Help,

    /// <summary>Stop.</summary>
    Quit,

    /// <summary>A row down.</summary>
    Down,

    /// <summary>A row up.</summary>
    Up,

    /// <summary>A page down.</summary>
    PageDown,

    /// <summary>A page up.</summary>
    PageUp,

    /// <summary>To the start.</summary>
    Start,

    /// <summary>To the end.</summary>
    End,
}
