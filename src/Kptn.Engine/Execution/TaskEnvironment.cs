using System.Collections;
using Kptn.Engine.Graphs;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Execution;

/// <summary>The environment of a task's processes: the caller's, what the task sets, its args, and where things are.</summary>
internal sealed class TaskEnvironment
{
    internal const string TryVariable = "KPTN_TRY";
    internal const int LargestValue = 100_000;
    private static readonly string[] FolderNames = ["OUTPUT_PIPELINE_DIR", "INPUT_PIPELINE_DIR", "KPTN_RUN_ID"];
    private readonly Dictionary<string, string> _shared;

    /// <summary>Reads the caller's environment.</summary>
    /// <param name="scratchDir">Where outputs go.</param>
    /// <param name="runId">The run.</param>
    /// <param name="move">Gives values that name folders of the project those of what stands for it; <see langword="null"/> to leave them.</param>
    public TaskEnvironment(string scratchDir, string runId, Func<string, string, string?>? move = null)
    {
        _shared = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            var value = (string?)entry.Value ?? "";
            if (!name.StartsWith("KPTN_ARG_", StringComparison.Ordinal) && (move is null ? value : move(name, value)) is { } kept) _shared[name] = kept;
        }

        _shared["OUTPUT_PIPELINE_DIR"] = scratchDir;
        _shared["INPUT_PIPELINE_DIR"] = scratchDir;
        _shared["KPTN_RUN_ID"] = runId;
    }

    /// <summary>The whole environment of a task that runs as a process.</summary>
    public Dictionary<string, string> Of(GraphTask task, TaskFiles files, Func<string, string?> resultText)
    {
        var all = new Dictionary<string, string>(_shared, _shared.Comparer);
        foreach (var (name, value) in Additions(task, files, resultText)) all[name] = value;
        return all;
    }

    /// <summary>What a task's environment has beyond the shared part.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Additions(GraphTask task, TaskFiles files, Func<string, string?> resultText)
    {
        foreach (var pair in task.Definition.EnvValues) yield return pair;
        foreach (var arg in task.Args)
        {
            var text = Reference(arg.Value) is { } dependency ? resultText(dependency) : TaskVariables.Text(arg.Value);
            if (text is { Length: <= LargestValue }) yield return new("KPTN_ARG_" + EnvironmentName(arg.Key), text);
        }

        yield return new("KPTN_TASK", task.Name);
        yield return new(TryVariable, files.Try);
        yield return new("KPTN_CONTEXT", files.Context);
        if (task.Definition.CacheResult) yield return new("KPTN_RESULT", files.Result);
    }

    /// <summary>The entry of the environment that a try's processes have, and no others.</summary>
    public static string Mark(TaskFiles files) => $"{TryVariable}={files.Try}";

    /// <summary>The dependency that a value <c>{ref: dep}</c> names.</summary>
    public static string? Reference(YamlNode value) =>
        value is YamlMap { Entries.Count: 1 } map && map["ref"] is YamlScalar { Value: string name } ? name : null;

    /// <summary>The part of <see cref="Shared"/> that says where things are, and which run it is.</summary>
    public IEnumerable<KeyValuePair<string, string>> Folders => FolderNames.Select(name => KeyValuePair.Create(name, _shared[name]));

    /// <summary>What every task's environment has.</summary>
    public IReadOnlyDictionary<string, string> Shared => _shared;

    private static string EnvironmentName(string arg)
    {
        var name = arg.ToUpperInvariant().ToCharArray();
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i])) name[i] = '_';
        }

        return new string(name);
    }
}
