using Kptn.Engine.State;

namespace Kptn.StateHammer;

/// <summary>One thing done to a state, and what it must lead to.</summary>
public sealed record StateChange(string Task, LastTry? Last, GoodRun? Good = null)
{
    public void ApplyTo(IStateWriter writer)
    {
        if (Last is null) writer.Forget(Task);
        else if (Last.Outcome == TaskOutcome.Started) writer.RecordStart(Task, Last);
        else writer.RecordEnd(Task, Last, Good);
    }

    public void ApplyTo(IDictionary<string, TaskState> model)
    {
        if (Last is null) model.Remove(Task);
        else model[Task] = new TaskState(Task, Good ?? (model.TryGetValue(Task, out var old) ? old.Good : null), Last);
    }
}
