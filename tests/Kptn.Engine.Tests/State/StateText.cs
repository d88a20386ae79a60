using System.Text.Json;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.State;

/// <summary>All that a state says, as text, so that two can be compared.</summary>
internal static class StateText
{
    public static string Of(IReadOnlyDictionary<string, TaskState> states) =>
        string.Join('\n', states.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {JsonSerializer.Serialize(pair.Value)}"));
}
