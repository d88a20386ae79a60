using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Tallying;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Compares two documents path by path.</summary>
internal sealed partial class JsonWalker(CompareSettings settings, JsonFindings findings, CancellationToken cancellation)
{
    private readonly Scrubs _scrubs = new(settings.Scrub);

    /// <summary>Compares two values.</summary>
    public void Compare(JsonElement old, JsonElement next, JsonPathNode node)
    {
        if (node.IsIgnored || JsonMarshal.GetRawUtf8Value(old).SequenceEqual(JsonMarshal.GetRawUtf8Value(next))) return;
        var (before, after) = (Kind(old), Kind(next));
        if (before != after)
        {
            // What was null had no type, so that it changed and no more.
            var kind = before == JsonValueKind.Null || after == JsonValueKind.Null ? JsonChangeKind.Changed : JsonChangeKind.Retyped;
            findings.Add(kind, node, old, next);
            return;
        }

        switch (before)
        {
            case JsonValueKind.Object: CompareObjects(old, next, node); break;
            case JsonValueKind.Array: CompareArrays(old, next, node); break;
            case JsonValueKind.Number: CompareNumbers(old, next, node); break;
            case JsonValueKind.String: CompareStrings(old, next, node); break;
            default:
                if (old.ValueKind != next.ValueKind) findings.Add(JsonChangeKind.Changed, node, old, next);
                break;
        }
    }

    private void CompareObjects(JsonElement old, JsonElement next, JsonPathNode node)
    {
        cancellation.ThrowIfCancellationRequested();
        var before = Members(old);
        foreach (var (name, value) in Members(next))
        {
            var member = node.Member(name);
            if (member.IsIgnored) continue;
            findings.Enter(JsonPathNode.Step(name));
            if (before.TryGetValue(name, out var was)) Compare(was, value, member);
            else findings.Add(JsonChangeKind.Added, member, null, value);
            findings.Leave();
        }

        foreach (var (name, was) in before)
        {
            var member = node.Member(name);
            if (member.IsIgnored || next.TryGetProperty(name, out _)) continue;
            findings.Enter(JsonPathNode.Step(name));
            findings.Add(JsonChangeKind.Removed, member, was, null);
            findings.Leave();
        }
    }

    private void CompareNumbers(JsonElement old, JsonElement next, JsonPathNode node)
    {
        var (was, now) = (JsonMarshal.GetRawUtf8Value(old).ToArray(), JsonMarshal.GetRawUtf8Value(next).ToArray());
        if (!Number.TryRead(was, out var before) || !Number.TryRead(now, out var after))
        {
            findings.Add(JsonChangeKind.Changed, node, old, next);
            return;
        }

        if (before == after) return;
        var isRounded = ((TypeMasks.Of(was, CellKind.Plain) | TypeMasks.Of(now, CellKind.Plain)) & TypeMask.Float) != 0;
        if (Differences.IsWithin(before, after, node.Declared ?? (isRounded ? ToleranceAmount.Rounding : ToleranceAmount.Exact))) findings.HasTolerated = true;
        else findings.Add(JsonChangeKind.Changed, node, old, next, Movement.Between(before, after));
    }

    private void CompareStrings(JsonElement old, JsonElement next, JsonPathNode node)
    {
        var (was, now) = (Text(old), Text(next));
        if (was == now) return;
        if (TimeValue.TryRead(Encoding.UTF8.GetBytes(was), out var before) && TimeValue.TryRead(Encoding.UTF8.GetBytes(now), out var after) && !before.IsDay && before.IsSame(after)) findings.HasSameTimes = true;
        else findings.Add(JsonChangeKind.Changed, node, old, next);
    }

    private string Text(JsonElement value)
    {
        var text = value.GetString()!;
        return _scrubs.IsEmpty ? text : _scrubs.Apply(text);
    }

    // Of a name that stands twice the last one counts, as with most readers.
    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject()) members[member.Name] = member.Value;
        return members;
    }

    private static JsonValueKind Kind(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
