using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution;

/// <summary>
/// Sees to it that the code recorded of a try is the code that it ran: what was edited after the plan was made is read again before
/// the task starts.
/// </summary>
internal sealed class CodeWatch
{
    private readonly Lock _gate = new();
    private readonly GraphContext _context;
    private readonly TimeProvider _time;
    private readonly CommandFiles _commands;
    private Reading _reading;

    public CodeWatch(GraphContext context, Plan plan, TimeProvider time)
    {
        (_context, _time, _commands) = (context, time, new CommandFiles(context.Code));
        _reading = Read(plan.Tasks.Values.Where(planned => planned.Decision.Action != PlanAction.Fresh).Select(planned => planned.Task), null);
    }

    /// <summary>A task with its code as it is now; the same one where nothing of it was edited since the plan.</summary>
    public PreparedTask Current(PreparedTask task)
    {
        if (task.Task.Definition.Language == TaskLanguage.Command) return NamesFiles(task) ? WithCommand(task) : task;
        var reading = Volatile.Read(ref _reading);
        if (IsEdited(task, reading))
        {
            lock (_gate)
            {
                reading = _reading;
                if (IsEdited(task, reading)) Volatile.Write(ref _reading, reading = ReadAgain(reading));
            }
        }

        return reading.Tasks?.GetValueOrDefault(task.Name) is { } again ? WithCode(task, again) : task;
    }

    /// <summary>Whether a command or its <c>code_deps</c> may name files of the project.</summary>
    public bool NamesFiles(PreparedTask task)
    {
        var definition = task.Task.Definition;
        return definition.CodeDeps.Count > 0 || _commands.MayFind(definition.Command, definition.IsShellCommand);
    }

    /// <summary>The code that a command names, as it is now.</summary>
    public IReadOnlyList<Component> OfCommand(PreparedTask task) =>
        Fingerprint.Sort(CodeReading.ReadCommandAsync(task.Task, _context.Code, CancellationToken.None).GetAwaiter().GetResult().Components);

    private PreparedTask WithCommand(PreparedTask task)
    {
        var code = OfCommand(task);
        var own = task.Own.Where(component => component.Kind == ComponentKind.Code);
        return own.SequenceEqual(code) ? task : task with { Own = Joined(task, code) };
    }

    private static PreparedTask WithCode(PreparedTask task, PreparedTask again) => task with
    {
        Own = Joined(task, again.Own.Where(component => component.Kind == ComponentKind.Code)),
        Code = again.Code,
        VisibleDependencies = again.VisibleDependencies,
    };

    private static IReadOnlyList<Component> Joined(PreparedTask task, IEnumerable<Component> code) =>
        Fingerprint.Sort(code.Concat(task.Own.Where(component => component.Kind != ComponentKind.Code)));

    private bool IsEdited(PreparedTask task, Reading reading)
    {
        if (!reading.Files.TryGetValue(task.Name, out var files)) return false;
        foreach (var file in files)
        {
            if (reading.Hashes.TryGetValue(file, out var planned) && HashOf(file) != planned) return true;
        }

        return false;
    }

    private Hash256? HashOf(string file)
    {
        try
        {
            return _context.Code.Files.Hash(file)?.Hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Reading ReadAgain(Reading before)
    {
        var (context, findings) = GraphPreparer.PrepareAsync(_context.Project, _context.Graph, _context.Key, _context.Code, _time, CancellationToken.None, _context.Items).GetAwaiter().GetResult();
        var isUsable = findings.All(finding => finding.Severity != Severity.Error);
        return Read(before.Files.Keys.Select(name => context.Tasks[name]), isUsable ? context.Tasks : before.Tasks);
    }

    private Reading Read(IEnumerable<PreparedTask> tasks, IReadOnlyDictionary<string, PreparedTask>? again)
    {
        var files = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var hashes = new Dictionary<string, Hash256>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            if (task.Task.Definition.Language == TaskLanguage.Command) continue;
            var paths = task.Own.TakeWhile(component => component.Kind == ComponentKind.Code).Select(PathOf).Distinct(StringComparer.Ordinal).ToList();
            files[task.Name] = paths;
            foreach (var path in paths)
            {
                if (!hashes.ContainsKey(path) && (_context.Code.Files.LastHash(path) ?? HashOf(path)) is { } hash) hashes[path] = hash;
            }
        }

        return new Reading(files, hashes, again);
    }

    private string PathOf(Component component)
    {
        var colon = component.Name.IndexOf(".py:", StringComparison.Ordinal);
        return Path.Combine(_context.Project.Root, colon < 0 ? component.Name : component.Name[..(colon + 3)]);
    }

    private sealed record Reading(
        Dictionary<string, IReadOnlyList<string>> Files,
        Dictionary<string, Hash256> Hashes,
        IReadOnlyDictionary<string, PreparedTask>? Tasks);
}
