using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Planning;

/// <summary>Values of <c>${VAR}</c> for a task: its args, what it sets under <c>env</c>, then the caller's environment.</summary>
internal static class TaskVariables
{
    /// <summary>The variables of the caller's environment that its outputs, <c>prefix_args</c> and <c>cli_args</c> use.</summary>
    public static IReadOnlyList<string> FromEnvironment(GraphTask task)
    {
        List<string>? found = null;
        foreach (var output in task.Definition.Outputs) Look(output.Text);
        foreach (var word in task.Definition.PrefixArgs) Look(word);
        foreach (var word in task.Definition.CliArgs) Look(word);
        return found ?? (IReadOnlyList<string>)[];

        void Look(string text) => Variables.Expand(text, name =>
        {
            var isItem = task.Definition.MapOver.Contains(name);
            if (Own(task, name) is null && !isItem && !IsFolder(name) && found?.Contains(name) is not true) (found ??= []).Add(name);
            return "";
        }, out _);
    }

    /// <summary>Whether a name is that of a folder which kptn tells its tasks.</summary>
    public static bool IsFolder(string name) => name is "OUTPUT_PIPELINE_DIR" or "INPUT_PIPELINE_DIR";

    public static string? Lookup(GraphTask task, string name) => Own(task, name) ?? Environment.GetEnvironmentVariable(name);

    private static string? Own(GraphTask task, string name)
    {
        foreach (var arg in task.Args)
        {
            if (arg.Key == name) return Text(arg.Value);
        }

        foreach (var (key, value) in task.Definition.EnvValues)
        {
            if (key == name) return value;
        }

        return null;
    }

    /// <summary>A value as an environment variable shows it: text as it is, anything else as JSON.</summary>
    public static string Text(YamlNode value) => value is YamlScalar { Value: string text } ? text : CanonicalJson.Text(value);
}
