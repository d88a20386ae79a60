using System.Diagnostics;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>Processes of their own that write state.</summary>
internal static class Hammer
{
    /// <summary>Starts a process that writes until it is killed.</summary>
    public static Process Start(string verb, string kptnDir, params string[] more)
    {
        var assembly = typeof(Script).Assembly.Location;
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [assembly, verb, kptnDir, .. more]) { RedirectStandardOutput = true };
        (start.Environment["AWS_ACCESS_KEY_ID"], start.Environment["AWS_SECRET_ACCESS_KEY"]) = ("local", "local");
        return Process.Start(start)!;
    }

    /// <summary>The last number that a process acknowledged.</summary>
    public static async Task<int> ReadLastAsync(StreamReader lines, TaskCompletionSource started)
    {
        var last = 0;
        while (await lines.ReadLineAsync() is { } line)
        {
            // A line that the kill cut off is no acknowledgement, and a short one would only ask for less.
            if (int.TryParse(line, out var number)) last = Math.Max(last, number);
            started.TrySetResult();
        }

        started.TrySetResult();
        return last;
    }
}
