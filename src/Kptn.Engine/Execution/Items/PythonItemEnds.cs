using System.Text.Json;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>Says how items ended, in the words in which tasks end.</summary>
/// <param name="limit">Limit of an item.</param>
/// <param name="describe">Makes one line of an error.</param>
internal sealed class PythonItemEnds(TimeSpan? limit, Func<PythonError, string> describe)
{
    /// <summary>The end that an item's process told.</summary>
    public ItemEnd Of(PythonItemReply reply, bool cancelled)
    {
        var (outcome, error) = !reply.Flag ? (TaskOutcome.Succeeded, "")
            : cancelled ? (TaskOutcome.Interrupted, "it was interrupted")
            : (TaskOutcome.Failed, Error(reply.Content));
        return new ItemEnd(outcome, error)
        {
            ExitCode = reply.Status,
            StartedAt = reply.StartedAt,
            Duration = reply.Duration,
            CpuTime = reply.CpuTime,
            PeakMemory = reply.PeakMemory,
            Result = reply.Flag ? default : reply.Content.ToArray(),
        };
    }

    /// <summary>The end of an item whose process has ended with it.</summary>
    public ItemEnd OfCrash(PythonOutcome outcome, DateTimeOffset startedAt, TimeSpan cpuBefore, bool cancelled)
    {
        var result = ExitResults.Of(outcome.Exit, limit, cancelled);
        var (kind, error) = (result.Outcome, result.Error);
        if (!outcome.Exit.TimedOut)
        {
            if (cancelled) (kind, error) = (TaskOutcome.Interrupted, "it was interrupted");
            else if (outcome.Error is not null) (kind, error) = (TaskOutcome.Failed, describe(outcome.Error));
            else if (kind == TaskOutcome.Succeeded) (kind, error) = (TaskOutcome.Failed, $"exited with code {outcome.Exit.ExitCode} before returning");
        }

        return new ItemEnd(kind, error)
        {
            ExitCode = result.ExitCode,
            StartedAt = startedAt,
            Duration = TimeProvider.System.GetUtcNow() - startedAt,
            CpuTime = result.CpuTime > cpuBefore ? result.CpuTime - cpuBefore : TimeSpan.Zero,
            PeakMemory = result.PeakMemory,
            Notice = result.Notice,
        };
    }

    private string Error(ReadOnlyMemory<byte> content)
    {
        using var json = JsonDocument.Parse(content);
        return describe(PythonErrors.Told(json.RootElement)!);
    }
}
