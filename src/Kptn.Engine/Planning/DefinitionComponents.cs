using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>The keys of a task that shape its run. Tags, compute, retries and the like do not.</summary>
internal static class DefinitionComponents
{
    public static void Add(TaskDefinition definition, List<Component> own)
    {
        if (definition.Language == TaskLanguage.Command) Add(own, "command", definition.IsShellCommand ? "shell" : "argv", definition.Command);
        if (definition.Function is { } function) Add(own, "function", "", [function]);
        if (definition.Outputs.Count > 0) Add(own, "outputs", "", [.. definition.Outputs.Select(output => output.Text)]);
        if (definition.CacheResult) Add(own, "cache_result", "", ["true"]);
        if (definition.PrefixArgs.Count > 0) Add(own, "prefix_args", "", definition.PrefixArgs);
        if (definition.CliArgs.Count > 0) Add(own, "cli_args", "", definition.CliArgs);
        if (definition.IsMapped) Add(own, "map_over", definition.MapGlob ?? "", definition.MapOver);
    }

    private static void Add(List<Component> own, string key, string form, IReadOnlyList<string> words)
    {
        var text = words.Count == 1 ? words[0] : string.Join('\0', words);
        var shown = words.Count == 1 ? text : string.Join(' ', words);
        own.Add(new Component(ComponentKind.Definition, key, Hash256.Of(form + '\0' + text), shown.Length <= 80 ? shown : shown[..77] + "..."));
    }
}
