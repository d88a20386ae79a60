using Kptn.Engine.DuckDb.Checkpoints;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <content>Backups of the database after tasks that ask for one.</content>
internal sealed partial class Runner
{
    private bool IsCheckpoint(TaskDefinition definition, AttemptResult result) =>
        _checkpoints is not null && definition.DuckDbCheckpoint && result.Outcome == TaskOutcome.Succeeded;

    /// <summary>Records the success, waits until that is durable, and backs the database up, while the task still has its place: nothing that depends on it has begun.</summary>
    private void SaveCheckpoint(ReadyTask ready, AttemptResult result, IReadOnlyList<Component> components, DateTimeOffset startedAt, TimeSpan duration)
    {
        var due = new DueBackups(_context.Project.KptnDir, _context.Key);
        var notice = Guarded(() => due.Add(ready.Task.Name));
        lock (_gate) Record(ready, result, components, startedAt, duration, willRetry: false);
        if (notice.Length == 0) notice = Save(ready, due);
        if (notice.Length > 0) _sink(new RunNotice(_time.GetUtcNow(), ready.Task.Name, notice));
    }

    private string Save(ReadyTask ready, DueBackups due)
    {
        var notice = "";
        return Guarded(() =>
        {
            _state.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
            FoldState();
            notice = _checkpoints!.Save(ready.Task.Name, StatesNow);
            if (notice.Length == 0 || _context.Database.Path is null) due.Remove(ready.Task.Name);
        }) is { Length: > 0 } problem ? problem : notice;
    }

    private static string Guarded(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"its checkpoint could not be saved: {e.Message}; the next run tries again";
        }
    }

    private Dictionary<string, TaskState> StatesNow()
    {
        lock (_gate) return new(_states, StringComparer.Ordinal);
    }
}
