namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>What the proxy does to a request.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is held up.</summary>
    Delay,

    /// <summary>It is answered by an error, and the server never sees it.</summary>
    Error,

    /// <summary>It is answered as one too many, and the server never sees it.</summary>
    Throttle,

    /// <summary>The connection is cut, and the server never sees it.</summary>
    CutBefore,

    /// <summary>The server executes it, and the connection is cut.</summary>
    CutAfter,

    /// <summary>The server executes it, and an error is answered.</summary>
    ErrorAfter,

    /// <summary>The server executes it, and again a while later.</summary>
    Twice,

    /// <summary>A half of a batch is executed, and the other answered as not processed.</summary>
    Half,
}
