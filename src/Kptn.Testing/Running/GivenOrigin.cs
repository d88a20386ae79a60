namespace Kptn.Testing.Running;

/// <summary>Where the content of an earlier task comes from.</summary>
internal enum GivenOrigin
{
    /// <summary>It was approved.</summary>
    Approved,

    /// <summary>The task made it in the same session.</summary>
    Received,

    /// <summary>The newest good run made it.</summary>
    Latest,
}
