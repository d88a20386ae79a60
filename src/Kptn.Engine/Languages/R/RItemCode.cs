using System.Text;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.R;

/// <summary>Says of a mapped R task which way its items run, and why: by its definition and by what its scripts mention.</summary>
/// <param name="task">The task, with its code as it is now.</param>
/// <param name="project">The project.</param>
internal sealed class RItemCode(PreparedTask task, Project project)
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
    private string? _own;

    /// <summary>Why an item is run in a process of its own; empty where nothing speaks against a warm fork.</summary>
    /// <param name="work">The item.</param>
    public string Reason(ItemWork work)
    {
        var scriptPath = work.ScriptPath;
        _own ??= Own();
        if (_own.Length > 0 || scriptPath is null) return _own;
        if (!_reasons.TryGetValue(scriptPath, out var reason)) _reasons[scriptPath] = reason = OfFile(scriptPath);
        return reason;
    }

    private string Own()
    {
        var definition = task.Task.Definition;
        var reason = RWarmth.Reason(definition, project.Settings);
        if (reason.Length == 0 && definition.ScriptPath is { } script && File.Exists(script)) reason = OfFile(script);
        foreach (var component in task.Own)
        {
            if (reason.Length > 0) break;
            if (component.Kind == ComponentKind.Code && component.Name.EndsWith(".R", StringComparison.OrdinalIgnoreCase)) reason = OfFile(Path.Combine(project.Root, component.Name));
        }

        return reason;
    }

    private string OfFile(string path)
    {
        try
        {
            return RWarmth.OfText(Path.GetRelativePath(project.Root, path), Encoding.Latin1.GetString(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"'{path}' cannot be read";
        }
    }
}
