using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.R;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution.Isolation;

/// <summary>The files of a project that a task may see: its code and what that loads, what it declares as code, the files it maps over, and what tells tools where a project is.</summary>
/// <param name="context">The graph.</param>
public sealed class SandboxSources(GraphContext context)
{
    private static readonly string[] Marks = [.. RMarks.Files, ".Rprofile", ".Renviron", "pyproject.toml", "global.json", "nuget.config", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _marks = new(StringComparer.Ordinal);

    /// <summary>The folder that a sandbox stands for, absolute.</summary>
    public string Top { get; } = Path.TrimEndingDirectorySeparator(context.Project.Boundary);

    /// <summary>The files, absolute and distinct, all of them below <see cref="Top"/>.</summary>
    /// <param name="task">The task.</param>
    /// <param name="items">The files that its items are, relative to the folder of kptn.yaml; empty where it does not map over files.</param>
    public IReadOnlyList<string> Of(PreparedTask task, IReadOnlyList<string> items)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        var definition = task.Task.Definition;
        if (definition.ScriptPath is { } script) Add(script);
        var code = definition.ScriptFolders.Count > 0 ? task.Own.Concat(ItemScripts.All(context, task)) : task.Own;
        foreach (var component in code)
        {
            if (component.Kind == ComponentKind.Code) Add(Path.GetFullPath(FileOf(component.Name), context.Project.Root));
        }

        foreach (var file in task.Code?.Loaded ?? []) Add(file);
        if (definition.Language == TaskLanguage.Python)
        {
            foreach (var file in context.ConfigFiles) Add(file);
        }

        foreach (var item in items) Add(Path.GetFullPath(item, context.Project.Root));
        foreach (var folder in files.Select(file => Path.GetDirectoryName(file)!).Append(context.Project.Root).Distinct(StringComparer.Ordinal).ToList())
        {
            for (var at = folder; IsInside(at); at = Path.GetDirectoryName(at)!)
            {
                foreach (var mark in MarksOf(at)) files.Add(mark);
            }
        }

        return [.. files];

        void Add(string file)
        {
            if (IsInside(file)) files.Add(file);
        }
    }

    /// <summary>Whether R would take a folder of the project for the root of one, through something that is no file of it, such as <c>.git</c>.</summary>
    /// <param name="folder">The folder, absolute.</param>
    public static bool IsRepository(string folder) => RMarks.IsRepository(folder);

    private bool IsInside(string path) => CodeFolders.IsBelow(Top, path);

    private IReadOnlyList<string> MarksOf(string folder)
    {
        lock (_gate)
        {
            if (_marks.TryGetValue(folder, out var known)) return known;
            var found = new List<string>();
            foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
            {
                var name = Path.GetFileName(file);
                if (name.EndsWith(RMarks.ProjectFile, StringComparison.Ordinal) || Marks.Contains(name, StringComparer.OrdinalIgnoreCase)) found.Add(file);
            }

            return _marks[folder] = found;
        }
    }

    private static string FileOf(string component)
    {
        var colon = component.IndexOf(".py:", StringComparison.Ordinal);
        return colon < 0 ? component : component[..(colon + 3)];
    }
}
