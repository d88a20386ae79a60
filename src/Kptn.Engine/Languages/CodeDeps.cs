using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>Finds the files that <c>code_deps</c> name: paths, folders and globs relative to the project. Each pattern is looked up once.</summary>
/// <param name="context">What is needed to answer.</param>
internal sealed class CodeDeps(CodeContext context)
{
    private readonly Dictionary<string, IReadOnlyList<Component>> _patterns = new(StringComparer.Ordinal);
    private readonly CodeGlob _glob = new(context.Project);

    /// <summary>Reads the patterns of one task.</summary>
    /// <param name="patterns">As written.</param>
    /// <param name="owner">The task, for messages.</param>
    /// <param name="place">Where they stand.</param>
    public CodeReach Read(IReadOnlyList<string> patterns, string owner, Place place)
    {
        if (patterns.Count == 0) return new CodeReach([], null, []);
        var components = new SortedDictionary<string, Component>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        foreach (var pattern in patterns)
        {
            if (!_glob.StaysInside(pattern)) continue;
            var found = Find(pattern);
            foreach (var component in found) components[component.Name] = component;
            if (found.Count == 0) findings.Add(new Finding("code-deps-empty", place, $"'{pattern}' under 'code_deps' of '{owner}' matches no file", Severity: Severity.Warning));
        }

        return new CodeReach([.. components.Values], null, findings);
    }

    private IReadOnlyList<Component> Find(string pattern)
    {
        if (_patterns.TryGetValue(pattern, out var known)) return known;
        var found = new List<Component>();
        foreach (var path in _glob.Files(pattern))
        {
            if (WholeFile.Raw(path, CodeFolders.Name(context.Project.Root, path), context) is { } component) found.Add(component);
        }

        return _patterns[pattern] = found;
    }
}
