namespace Kptn.Engine.Execution.Items;

/// <summary>One item as a worker gets it.</summary>
/// <param name="Key">The item's key: canonical JSON.</param>
/// <param name="Values">The name and the canonical JSON of each of its values, in the order of <c>map_over</c>.</param>
/// <param name="Environment">What its environment holds beside the task's: its values as text, <c>KPTN_ITEM</c>, <c>KPTN_TRY</c>, <c>KPTN_CONTEXT</c>, <c>KPTN_RESULT</c>.</param>
/// <param name="LogPath">Where its output goes; the file is absent when it wrote nothing.</param>
/// <param name="ResultPath">Where a result goes that is too large to be told; <see langword="null"/> where the task keeps no results.</param>
/// <param name="TaskInfo">The JSON object that a Python function gets as <c>task_info</c>.</param>
internal sealed record ItemWork(
    string Key,
    IReadOnlyList<KeyValuePair<string, string>> Values,
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    string LogPath,
    string? ResultPath,
    string TaskInfo)
{
    /// <summary>Words after the script, for R: <c>cli_args</c> with the item's values put in.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The script, where its name depends on the item; else <see langword="null"/>.</summary>
    public string? ScriptPath { get; init; }
}
