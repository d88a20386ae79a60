using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Planning;

/// <summary>Values of <c>${VAR}</c> for a task: its args, what it sets under <c>env</c>, then the caller's environment.</summary>
internal static class TaskVariables
{
    public static string? Lookup(GraphTask task, string name)
    {
        foreach (var arg in task.Args)
        {
            if (arg.Key == name) return Text(arg.Value);
        }

        foreach (var (key, value) in task.Definition.EnvValues)
        {
            if (key == name) return value;
        }

        return Environment.GetEnvironmentVariable(name);
    }

    /// <summary>A value as an environment variable shows it: text as it is, anything else as JSON.</summary>
    public static string Text(YamlNode value) => value is YamlScalar { Value: string text } ? text : CanonicalJson.Text(value);
}
