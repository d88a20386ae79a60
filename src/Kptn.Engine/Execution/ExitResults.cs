using System.Globalization;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>What the end of a process says of a try.</summary>
internal static class ExitResults
{
    public static AttemptResult Of(ProcessExit exit, TimeSpan? timeout, bool cancelled)
    {
        var (outcome, error) = exit switch
        {
            { TimedOut: true } => (TaskOutcome.Failed, TimedOut(timeout)),
            _ when cancelled && exit.ExitCode != 0 => (TaskOutcome.Interrupted, "it was interrupted"),
            { ExitCode: 0 } => (TaskOutcome.Succeeded, ""),
            { Signal: { } signal } => (TaskOutcome.Failed, $"it was ended by {SignalNames.Of(signal)}"),
            _ => (TaskOutcome.Failed, $"exit code {exit.ExitCode}"),
        };
        return new AttemptResult(outcome, error)
        {
            ExitCode = exit.ExitCode,
            PeakMemory = exit.PeakMemory,
            CpuTime = exit.CpuTime,
            Notice = exit.LeftChildren ? "it left processes running, which were ended"
                : exit.LogError.Length > 0 ? $"its log could not be written: {exit.LogError}" : "",
        };
    }

    /// <summary>What is said of a try that took too long.</summary>
    public static string TimedOut(TimeSpan? timeout) => $"it ran longer than its timeout of {Seconds(timeout)} and was ended";

    private static string Seconds(TimeSpan? span) => (span ?? TimeSpan.Zero).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
