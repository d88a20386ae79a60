using System.Text.Json;

namespace Kptn.EndToEnd.Crash;

/// <summary>Reads what <c>status --json</c> prints.</summary>
internal static class Json
{
    public static Dictionary<string, (string Outcome, string Reason, string[] Outputs)> Tasks(string text)
    {
        using var json = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
        return json.RootElement.GetProperty("tasks").EnumerateArray().ToDictionary(
            task => task.GetProperty("task").GetString()!,
            task => (
                task.TryGetProperty("last", out var last) ? last.GetProperty("outcome").GetString()! : "",
                task.TryGetProperty("reason", out var reason) ? reason.GetString()! : "",
                task.TryGetProperty("good", out var good) ? good.GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("path").GetString()!).ToArray() : []));
    }
}
