using Kptn.Engine.Artifacts.Shared.Uploading;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary>The end of a <c>kptn run</c> where everything is up to date.</summary>
/// <param name="tool">What the verb was given.</param>
/// <param name="json">Whether events are written as JSON.</param>
internal sealed class NothingToDo(ToolContext tool, bool json)
{
    /// <summary>Says so; and sends what an earlier run could not send to the shared place of artifacts.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(Plan plan, GraphContext context, IReadOnlyList<string> notices, CancellationToken cancellation)
    {
        var saved = plan.Tasks.Values.Aggregate(TimeSpan.Zero, (sum, task) => sum + (task.State?.Good?.Duration ?? TimeSpan.Zero));
        var summary = new RunSummary("", 0, plan.Tasks.Count, [], 0, 0, 0, saved, TimeSpan.Zero, false);
        context.SaveCaches();
        foreach (var notice in notices) Tell(notice);
        if (context.Uploads is { HasLeftovers: true } uploads)
        {
            uploads.Start();
            summary = summary with { NotShared = await UploadEnd.AwaitAsync(context.Results.Store.Shared, Tell, cancellation).ConfigureAwait(false) };
        }

        if (json) new JsonRunView(tool.Screen).Add(new RunEnded(tool.Time.GetUtcNow(), summary));
        else tool.Screen.Line($"{plan.Graph}: nothing to do · 0 ran, {plan.Tasks.Count} fresh, 0 failed, 0 blocked{(saved > TimeSpan.Zero ? $" · fresh tasks saved {Units.Duration(saved)}" : "")}");
        return summary.NotShared == 0 ? ExitCodes.Success : cancellation.IsCancellationRequested ? ExitCodes.Interrupted : ExitCodes.TaskFailed;
    }

    private void Tell(string notice)
    {
        if (json) new JsonRunView(tool.Screen).Add(new RunNotice(tool.Time.GetUtcNow(), "", notice));
        else tool.Screen.Line(notice);
    }
}
