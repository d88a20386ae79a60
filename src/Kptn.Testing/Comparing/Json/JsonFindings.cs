using System.Text;
using System.Text.Json;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Tallying;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Collects what changed, and knows where the comparison is.</summary>
internal sealed class JsonFindings(SampleLimits limits)
{
    private readonly List<JsonChange> _samples = [];
    private readonly List<string> _steps = [];

    /// <summary>Some changes in order.</summary>
    public IReadOnlyList<JsonChange> Samples => _samples;

    /// <summary>Whether times were the same in another zone.</summary>
    public bool HasSameTimes { get; set; }

    /// <summary>Whether numbers differed within the tolerance.</summary>
    public bool HasTolerated { get; set; }

    /// <summary>Goes into a member or entry.</summary>
    public void Enter(string step) => _steps.Add(step);

    /// <summary>Goes back out of it.</summary>
    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    /// <summary>Adds a change where the comparison is.</summary>
    public void Add(JsonChangeKind kind, JsonPathNode node, JsonElement? old, JsonElement? next, Movement? movement = null)
    {
        node.Counts[kind] = node.Counts.GetValueOrDefault(kind) + 1;
        if (movement is { } distance) node.Numbers.Add(distance);
        if (_samples.Count >= limits.Values) return;
        var (before, after) = CellText.Shorten(Text(old), Text(next), limits.Characters);
        _samples.Add(new JsonChange(Path(), kind, before, after, movement?.Absolute));
    }

    private string Path()
    {
        var path = new StringBuilder("$");
        foreach (var step in _steps) path.Append(step);
        return path.ToString();
    }

    private static string? Text(JsonElement? value) => value is not { } element ? null
        : element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? CanonicalJson.Of(element) : element.GetRawText();
}
