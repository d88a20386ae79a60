using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Holds the parameters of a script against what there is for them.</summary>
internal static class SqlParameters
{
    /// <summary>Whether a script names a config value.</summary>
    public static bool Names(CodeSignature signature, ConfigValue value) =>
        value.Function is null && signature.Parameters.Any(parameter => Is(parameter.Name, value.Name) || (value.Alias is { } alias && Is(parameter.Name, alias)));

    /// <summary>Finds parameters that nothing supplies.</summary>
    public static void Check(GraphTask task, CodeSignature signature, IReadOnlyList<string> results, IReadOnlyList<ConfigValue> config, ICollection<Finding> findings)
    {
        List<string> known =
        [
            .. task.Definition.MapOver,
            .. results.Select(TaskPreparer.PythonName),
            .. task.Args.Select(arg => arg.Key),
            .. config.Where(value => value.Function is null).SelectMany(value => value.Alias is { } alias ? [value.Name, alias] : (string[])[value.Name]),
            "scratch_dir",
            "storage_key",
        ];
        foreach (var parameter in signature.Parameters)
        {
            if (known.Exists(name => Is(name, parameter.Name))) continue;
            var isComputed = config.Any(value => value.Function is not null && Is(value.Name, parameter.Name));
            findings.Add(new Finding(
                "missing-argument",
                task.Definition.FilePlace,
                $"task '{task.Name}': nothing supplies the parameter '{parameter.Name}' of its script",
                isComputed ? "a config value that is not computed by a function, which only Python gets" : "an arg, a value of an item, or a config value of that name",
                NearestName.Of(parameter.Name, known) is { } near ? $"did you mean '{near}'?" : ""));
        }
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
