using System.Net.Sockets;

namespace Kptn.Testing.Servers;

/// <summary>Waits until a server answers.</summary>
internal static class Answering
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Waits; any answer to a request will do.</summary>
    /// <returns>Why it does not answer; empty where it does.</returns>
    public static async Task<string> WaitAsync(Uri endpoint, GuardedProcess? process, TimeSpan patience, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Longest };
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(endpoint, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
                return "";
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or IOException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                if (process is { HasEnded: true }) return process.Failure();
                if (TimeProvider.System.GetElapsedTime(start) >= patience) return $"{endpoint} did not answer within {patience.TotalSeconds:0} s: {e.Message}";
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }
}
