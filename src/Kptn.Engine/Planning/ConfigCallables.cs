using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Finds the files that config callables are defined in.</summary>
internal static class ConfigCallables
{
    /// <summary>One query for each callable whose module lies in the project, by config key.</summary>
    public static IReadOnlyDictionary<string, CodeQuery> Queries(Project project, IReadOnlyList<ConfigValue> config)
    {
        var queries = new Dictionary<string, CodeQuery>(StringComparer.Ordinal);
        foreach (var value in config)
        {
            if (value.Function is not { } function) continue;
            var colon = function.LastIndexOf(':');
            if (colon <= 0 || colon == function.Length - 1) continue;
            var file = FindModule(project, function[..colon]);
            var attribute = function[(colon + 1)..].Split('.')[0];
            if (file is not null) queries[value.Name] = new CodeQuery($"config.{value.Name}", value.Place, file, attribute, IsConfig: true);
        }

        return queries;
    }

    private static string? FindModule(Project project, string module)
    {
        var relative = module.Replace('.', Path.DirectorySeparatorChar);
        foreach (var root in project.ModuleRoots)
        {
            var file = Path.Combine(root, relative + ".py");
            if (File.Exists(file)) return file;
            var package = Path.Combine(root, relative, "__init__.py");
            if (File.Exists(package)) return package;
        }

        return null;
    }
}
