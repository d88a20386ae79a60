using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>
/// Files that a command or <c>code_deps</c> names. A script of a language that kptn reads counts as a task's script does, without comments
/// and with all that it reaches; anything else by its bytes.
/// </summary>
internal static class NamedScripts
{
    /// <summary>The language whose reader reads a file; <see langword="null"/> where it counts by its bytes.</summary>
    public static TaskLanguage? LanguageOf(string name) => Path.GetExtension(name) switch
    {
        ".py" => TaskLanguage.Python,
        ".R" or ".r" => TaskLanguage.R,
        ".sh" => TaskLanguage.Shell,
        _ => null,
    };

    /// <summary>Asks for all that a named script reaches.</summary>
    public static CodeQuery Query(string name, CodeContext context) => new(name, default, Path.Combine(context.Project.Root, name), null);

    /// <summary>Joins what a task reaches by itself with the files that were named, each once.</summary>
    /// <param name="reached">What the task reaches by itself.</param>
    /// <param name="named">Files that were named.</param>
    /// <param name="read">What named scripts reach, by name.</param>
    public static IReadOnlyList<Component> Join(IReadOnlyList<Component> reached, IReadOnlyList<Component> named, IReadOnlyDictionary<string, CodeReach> read)
    {
        var all = new Dictionary<string, Component>(StringComparer.Ordinal);
        foreach (var component in reached) all.TryAdd(component.Name, component);
        foreach (var file in named)
        {
            if (read.TryGetValue(file.Name, out var reach) && reach.Components.Count > 0)
            {
                foreach (var component in reach.Components) all.TryAdd(component.Name, component);
            }
            else
            {
                all.TryAdd(file.Name, file);
            }
        }

        return [.. all.Values];
    }
}
