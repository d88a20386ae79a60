using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning.Restoring;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

// A plan, in rounds: what is known of tasks of one round tells what those of the next are given.
public sealed partial class Planner
{
    private const int LookUpsAtOnce = 16;
    private readonly RestoreFinder _restores = new(context);

    /// <summary>Plans a run without running anything.</summary>
    /// <param name="states">State of every task.</param>
    /// <param name="scope">Tasks that may run; others are taken as they lie on disk.</param>
    /// <param name="forced">Tasks that run in any case.</param>
    public Plan Plan(IReadOnlyDictionary<string, TaskState> states, IReadOnlySet<string> scope, IReadOnlySet<string> forced)
    {
        using var tables = new ItemTables(context.ReadItems);
        var names = context.Tasks.Keys.Where(scope.Contains).ToList();
        var checks = _checks.Of(states, scope, tables);
        var given = new Dictionary<string, IReadOnlyList<Component>>(StringComparer.Ordinal);
        var decided = new Dictionary<string, PlannedTask>(names.Count, StringComparer.Ordinal);
        for (var left = Enumerable.Range(0, names.Count).ToList(); left.Count > 0;)
        {
            // What is known of one task tells what the tasks after it are given: they are decided on in the next round.
            var (later, open) = (new List<int>(), new List<PlannedTask>());
            foreach (var number in left)
            {
                var task = context.Tasks[names[number]];
                if (task.Task.Dependencies.Any(dependency => scope.Contains(dependency) && !decided.ContainsKey(dependency)))
                {
                    later.Add(number);
                    continue;
                }

                var planned = PlanOne(task, states, decided, checks[number], forced.Contains(task.Name), given, tables);
                if (_restores.IsCandidate(task, planned.Decision)) open.Add(planned);
                else decided.Add(task.Name, planned);
            }

            foreach (var planned in LookUp(open)) decided.Add(planned.Task.Name, planned);
            left = later;
        }

        var plan = new OrderedDictionary<string, PlannedTask>(names.Count);
        foreach (var name in names) plan.Add(name, decided[name]);
        return new Plan(context.Graph.Name, context.Key, plan);
    }

    private PlannedTask PlanOne(
        PreparedTask task,
        IReadOnlyDictionary<string, TaskState> states,
        Dictionary<string, PlannedTask> decided,
        (Reason? Reason, bool Available) check,
        bool forced,
        Dictionary<string, IReadOnlyList<Component>> given,
        ItemTables tables)
    {
        List<string>? waits = null, assumes = null;
        var inputs = task.Task.Dependencies.Count == 0 ? (IReadOnlyList<Component>)[] : null;
        if (inputs is null)
        {
            var list = new List<Component>(task.Task.Dependencies.Count);
            foreach (var dependency in task.Task.Dependencies)
            {
                var before = decided.GetValueOrDefault(dependency)?.Decision;
                if (before is { Action: PlanAction.Restore } or { Assumes.Count: > 0 }) (assumes ??= []).Add(dependency);
                if (before is { Action: PlanAction.Restore, Known: { } known }) list.AddRange(InputComponents.Of(dependency, known.Good));
                else if (before is not null && before.Action != PlanAction.Fresh) (waits ??= []).Add(dependency);
                else list.AddRange(Given(dependency, states, before is not null, given, tables));
            }

            inputs = Visible(task, list);
        }

        states.TryGetValue(task.Name, out var state);
        var decision = Decide(task, state, inputs, waits ?? (IReadOnlyList<string>)[], forced, check);
        if (assumes is not null) decision = decision with { Assumes = assumes };
        if (task.Mapping is { } mapping && ProviderOf(mapping, states, decided) is var provider && IsListHere(mapping, provider, assumes)) decision = _items.Complete(decision, task, state, provider, tables, forced);
        return new PlannedTask(task, state, decision);
    }

    // Many at once: the place that is asked may be far away.
    private PlannedTask[] LookUp(List<PlannedTask> open)
    {
        var found = new PlannedTask[open.Count];
        Parallel.For(0, open.Count, new ParallelOptions { MaxDegreeOfParallelism = LookUpsAtOnce }, i =>
        {
            var known = _restores.Find(open[i].Task, open[i].State, open[i].Decision);
            found[i] = known is null ? open[i] : open[i] with { Decision = open[i].Decision with { Action = PlanAction.Restore, Known = known } };
        });
        return found;
    }

    private static GoodRun? ProviderOf(TaskMapping mapping, IReadOnlyDictionary<string, TaskState> states, Dictionary<string, PlannedTask> decided) =>
        mapping.Provider is { } provider ? decided.GetValueOrDefault(provider)?.Decision.Known?.Good ?? states.GetValueOrDefault(provider)?.Good : null;

    // The list of a task that is to be restored may be elsewhere still.
    private bool IsListHere(TaskMapping mapping, GoodRun? provider, List<string>? assumes) =>
        mapping.Provider is null || assumes?.Contains(mapping.Provider) is not true || (provider is { HasResult: true } && File.Exists(context.Results.PathOf(provider.ResultHash)));

    private IReadOnlyList<Component> Given(string dependency, IReadOnlyDictionary<string, TaskState> states, bool planned, Dictionary<string, IReadOnlyList<Component>> given, ItemTables tables)
    {
        return given.TryGetValue(dependency, out var components) ? components : given[dependency] = Inputs(dependency, states, planned, tables);
    }
}
