using System.CommandLine;
using Kptn.Engine.Execution;
using Kptn.Engine.Planning;
using Kptn.Engine.Planning.Checkpoints;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn run</c>.</summary>
internal sealed class RunCommand
{
    private readonly ProjectOptions _options;
    private readonly PlanOptions _scope;
    private readonly Option<int?> _jobs = NumberOption.Create("--jobs", ["-j"], "N", "How many tasks run at once (default: as many as there are processors)", least: 1);
    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Start nothing more after the first failure (default: go on with what does not depend on it)" };
    private readonly Option<bool> _keepGoing = new("--keep-going", "-k") { Description = "Go on with what does not depend on a failed task; this is the default" };
    private readonly Option<string?> _plan = new("--plan") { Description = "Run exactly the plan in a file, or nothing where something has changed since", HelpName = "FILE" };
    private readonly Option<int?> _wait = NumberOption.Create("--wait", [], "SECONDS", "How long to wait for another run of the same state to end (default: 0)", least: 0);
    private readonly ToolContext _tool;

    private RunCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _scope = new PlanOptions().AddTo(command);
        foreach (var option in new Option[] { _jobs, _failFast, _keepGoing, _plan, _wait }) command.Options.Add(option);
        _options = new ProjectOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_failFast) && result.GetValue(_keepGoing)) result.AddError("--fail-fast and --keep-going exclude each other");
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(_plan) is not null && (_scope.IsUsed(result) || result.GetResult("--graph") is not null)) result.AddError("--plan says what runs; it takes no tasks, items, --exclude, --only, --force, --subset or --graph");
        });
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("run", "Run what is out of date, in parallel")
        {
            Examples =
            [
                ("kptn run", "everything that is out of date"),
                ("kptn run report", "report, and what it depends on where that is out of date"),
                ("kptn run clean+", "clean, and everything that depends on it"),
                ("kptn run report --only --force", "report alone, although it is up to date"),
                ("kptn run summary --item US_STATE=NC --only", "one item of a mapped task, and nothing before it"),
                ("kptn run --subset 3", "a trial on the first three items of each list"),
                ("kptn run --plan plan.json", "exactly what kptn plan --save plan.json wrote"),
            ],
        };
        var verb = new RunCommand(tool, command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var opener = new ProjectOpener(_tool);
        if (opener.Open(_options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
        var approved = parsed.GetValue(_plan) is { } file ? SavedPlan.Read(Path.GetFullPath(file, _tool.Folder)) : null;
        if (opener.Choose(bench, approved?.Graph ?? _options.Graph(parsed)) is not { } graph || _scope.Items(_tool, parsed) is not { } items) return ExitCodes.BadUsage;
        bench = bench with { Items = items };
        KptnFolder.Create(bench.Project.KptnDir);
        var holder = new LeaseHolder(Environment.MachineName, Environment.ProcessId, _tool.Time.GetUtcNow());
        var opening = Task.Run(() => bench.Store.OpenAsync(bench.KeyOf(graph), holder, TimeSpan.FromSeconds(parsed.GetValue(_wait) ?? 0), cancellation), cancellation);
        var preparing = opener.PrepareAsync(bench, graph, cancellation);
        await using var state = await opening.ConfigureAwait(false);
        if (await preparing.ConfigureAwait(false) is not { } context) return ExitCodes.BadUsage;
        context = approved is { Restores: false } ? context with { Restores = false } : _scope.Restoring(parsed, context);
        foreach (var warning in state.Warnings) _tool.Screen.Error(FindingText.Line(_tool.Screen, warning));
        var locator = new DatabaseLocator(context, bench.Processes);
        if (locator.IsNeeded && await AskAsync(locator, cancellation).ConfigureAwait(false) is null) return ExitCodes.BadUsage;
        if (Planned(parsed, approved, context, state.Opened) is not var (restore, shown, scope, plan)) return ExitCodes.BadUsage;
        if (locator.IsNeededFor(plan))
        {
            if (await AskAsync(locator, cancellation).ConfigureAwait(false) is not { } hasChanged) return ExitCodes.BadUsage;
            if (hasChanged && Planned(parsed, approved, context, state.Opened) is var (again, elsewhere, sameScope, another)) (restore, shown, scope, plan) = (again, elsewhere, sameScope, another);
        }

        var states = restore.StatesAfter(state.Opened);
        if (approved is not null && PlanDifferences.Refuses(_tool.Screen, approved, SavedPlan.Of(plan, scope.Forced))) return ExitCodes.BadUsage;
        if (ItemCheck.Refuses(_tool, shown, plan, scope.Chosen, states)) return ExitCodes.BadUsage;
        if (!plan.IsUpToDate && !CanRun(plan, shown, states)) return ExitCodes.BadUsage;
        var notices = restore.Notices;
        if (restore.IsDue)
        {
            var (isDone, told) = await new CheckpointRestorer(context).RunAsync(restore, state).ConfigureAwait(false);
            notices = [.. notices, told];
            if (!isDone) states = await bench.Store.ReadAsync(context.Key, cancellation).ConfigureAwait(false);
            plan = new Planner(context).Plan(states, scope.Tasks, scope.Forced);
        }
        else
        {
            notices = [.. notices, .. new CheckpointCatchUp(context, _tool.Time).Run(states)];
        }

        if (plan.IsUpToDate) return await new NothingToDo(_tool, _options.Json(parsed)).EndAsync(plan, context, notices, cancellation).ConfigureAwait(false);
        var request = new RunRequest(plan) { Jobs = parsed.GetValue(_jobs), Forced = scope.Forced, FailFast = parsed.GetValue(_failFast), States = states, Notices = notices };
        var facts = RunFacts.Of(context);
        var run = new PipelineRun(context, bench.Processes, _tool.Time);
        await using var log = bench.Project.Settings.LogFile is { } path ? new RuntimeLog(path, facts) : null;
        await using var view = View(parsed, facts);
        using var stop = new StopSignals(bench.Processes, view.Say, cancellation);
        var summary = await run.RunAsync(request, state, runEvent =>
        {
            log?.Add(runEvent);
            view.Add(runEvent);
        }, stop.Token).ConfigureAwait(false);
        return summary switch
        {
            { IsCancelled: true } => ExitCodes.Interrupted,
            { Succeeded: true, NotShared: 0 } => ExitCodes.Success,
            _ => ExitCodes.TaskFailed,
        };
    }

    private (CheckpointRestore Restore, GraphContext Shown, Scope Scope, Plan Plan)? Planned(ParseResult parsed, SavedPlan? approved, GraphContext context, IReadOnlyDictionary<string, TaskState> opened)
    {
        var restore = new CheckpointPlanner(context).Plan(opened);
        var (shown, states) = (restore.ContextAfter(context), restore.StatesAfter(opened));
        return Scope(parsed, approved, shown, states) is { } scope ? (restore, shown, scope, new Planner(shown).Plan(states, scope.Tasks, scope.Forced)) : null;
    }

    private async Task<bool?> AskAsync(DatabaseLocator locator, CancellationToken cancellation)
    {
        var (hasChanged, findings) = await locator.AskAsync(cancellation).ConfigureAwait(false);
        FindingText.Write(_tool.Screen, findings);
        return findings.Any(finding => finding.Severity == Severity.Error) ? null : hasChanged;
    }

    private Scope? Scope(ParseResult parsed, SavedPlan? approved, GraphContext context, IReadOnlyDictionary<string, TaskState> states) =>
        approved is null
            ? _scope.Scope(_tool, parsed, context, states)
            : new Scope(approved.Tasks.Select(task => task.Task).ToHashSet(), approved.Forced.ToHashSet(), []);

    private bool CanRun(Plan plan, GraphContext context, IReadOnlyDictionary<string, TaskState> states)
    {
        IReadOnlyList<Finding> findings = [.. MissingInterpreters.Of(plan, context), .. MissingInputs.Of(plan, context, states)];
        FindingText.Write(_tool.Screen, findings);
        return findings.Count == 0;
    }

    private IRunView View(ParseResult parsed, RunFacts facts)
    {
        if (_options.Json(parsed)) return new JsonRunView(_tool.Screen);
        return _tool.Screen.IsLive ? new LiveRunView(_tool.Screen, facts, _tool.Time) : new PlainRunView(_tool.Screen, facts, _tool.Time);
    }
}
