namespace Kptn.Engine.Execution;

/// <summary>Files of one try beside its log.</summary>
/// <param name="Context">The context file, absolute.</param>
/// <param name="Result">Where a result goes before it is kept, absolute.</param>
/// <param name="Try">Name of the try that no other has: the run's id and the log's name.</param>
internal sealed record TaskFiles(string Context, string Result, string Try)
{
    /// <summary>The log itself, absolute.</summary>
    public string Log { get; init; } = "";

    /// <summary>The files of a try whose log has this path.</summary>
    public static TaskFiles Beside(string logPath)
    {
        var stem = logPath[..^".log".Length];
        return new TaskFiles(stem + ".context.json", stem + ".result.json", $"{Path.GetFileName(Path.GetDirectoryName(logPath))}/{Path.GetFileName(stem)}") { Log = logPath };
    }
}
