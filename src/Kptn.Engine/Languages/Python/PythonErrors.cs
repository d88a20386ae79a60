using System.Globalization;
using System.Text.Json;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.Python;

/// <summary>Says why a call failed.</summary>
internal static class PythonErrors
{
    /// <summary>The code of a call that its worker could not start, or took along when it ended.</summary>
    public const string Worker = "python-worker";

    /// <summary>What the task's own process told, if anything.</summary>
    public static PythonError? Told(JsonElement outcome) => outcome.ValueKind != JsonValueKind.Object
        ? null
        : new PythonError(
            outcome.GetProperty("code").GetString()!,
            outcome.GetProperty("message").GetString()!,
            outcome.GetProperty("type").GetString(),
            outcome.GetProperty("file").GetString(),
            outcome.GetProperty("line") is { ValueKind: JsonValueKind.Number } line ? line.GetInt32() : null);

    /// <summary>The error of a call that did not succeed.</summary>
    public static PythonError For(ProcessExit exit, PythonError? told, TimeSpan? limit, bool cancelled)
    {
        if (exit.TimedOut) return new("python-timeout", string.Create(CultureInfo.InvariantCulture, $"ran longer than its limit of {limit?.TotalSeconds} s"));
        if (cancelled) return new("python-cancelled", "was cancelled while it ran");
        if (told is not null) return told;
        return exit.Signal is { } signal
            ? new("python-crash", $"was killed by signal {SignalName(signal)}")
            : new("python-crash", $"exited with code {exit.ExitCode} before returning");
    }

    public static string SignalName(int signal)
    {
        var name = signal switch
        {
            1 => "SIGHUP",
            2 => "SIGINT",
            3 => "SIGQUIT",
            4 => "SIGILL",
            6 => "SIGABRT",
            8 => "SIGFPE",
            9 => "SIGKILL",
            11 => "SIGSEGV",
            13 => "SIGPIPE",
            14 => "SIGALRM",
            15 => "SIGTERM",
            _ => null,
        };
        return name is null ? $"{signal}" : $"{signal} ({name})";
    }
}
