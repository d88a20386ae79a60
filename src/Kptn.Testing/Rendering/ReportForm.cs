namespace Kptn.Testing.Rendering;

/// <summary>What a report is written as.</summary>
public enum ReportForm
{
    /// <summary>One page for a browser.</summary>
    Html,

    /// <summary>A comment on a pull request.</summary>
    Markdown,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>Test results of Visual Studio.</summary>
    Trx,

    /// <summary>Test results as most build servers read them.</summary>
    JUnit,
}
