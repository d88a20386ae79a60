using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Json;

/// <summary>Hashes by which the entries of lists find each other; those that find each other are still compared.</summary>
/// <param name="textOf">A string as it is compared; <see langword="null"/> for as it is written.</param>
internal sealed class JsonHashes(Func<JsonElement, string>? textOf)
{
    /// <summary>The hashes of entries.</summary>
    public ulong[] Of(JsonElement[] items, JsonPathNode node) => [.. items.Select(item => Of(item, node))];

    /// <summary>What part of two entries is equal, 0 to 1.</summary>
    public double Likeness(JsonElement old, JsonElement next, JsonPathNode node)
    {
        if (old.ValueKind != next.ValueKind) return 0;
        if (old.ValueKind != JsonValueKind.Object) return Of(old, node) == Of(next, node) ? 1 : old.ValueKind == JsonValueKind.Array ? 0.3 : 0;
        var (shared, all) = (0, 0);
        foreach (var member in next.EnumerateObject())
        {
            var path = node.Member(member.Name);
            if (path.IsIgnored) continue;
            all++;
            if (old.TryGetProperty(member.Name, out var was) && Of(was, path) == Of(member.Value, path)) shared++;
        }

        foreach (var member in old.EnumerateObject())
        {
            if (!next.TryGetProperty(member.Name, out _)) all++;
        }

        return all == 0 ? 1 : (double)shared / all;
    }

    private ulong Of(JsonElement value, JsonPathNode node)
    {
        if (node.IsIgnored) return 0;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var sum = 5UL;
                foreach (var member in value.EnumerateObject())
                {
                    var path = node.Member(member.Name);
                    if (!path.IsIgnored) sum += CellHash.Of(Of(member.Value, path), CellHash.Of(Encoding.UTF8.GetBytes(member.Name), 7));
                }

                return sum;
            case JsonValueKind.Array:
                var hash = 11UL;
                foreach (var item in value.EnumerateArray()) hash = CellHash.Of(Of(item, node.Items()), hash);
                return hash;
            case JsonValueKind.Number:
                return OfNumber(JsonMarshal.GetRawUtf8Value(value), node.Declared);
            case JsonValueKind.String:
                return CellHash.Of(Encoding.UTF8.GetBytes(textOf is null ? value.GetString()! : textOf(value)), 13);
            default:
                return (ulong)value.ValueKind;
        }
    }

    // Numbers that may be equal must not have other hashes, but at the rare border of what is rounded.
    private static ulong OfNumber(ReadOnlySpan<byte> text, ToleranceAmount? declared)
    {
        if (declared is not null && declared != ToleranceAmount.Exact) return 17;
        if (!Number.TryRead(text, out var number)) return CellHash.Of(text, 19);
        return declared is null && (TypeMasks.Of(text, Tables.Reading.CellKind.Plain) & TypeMask.Float) != 0
            ? CellHash.Of((ulong)BitConverter.DoubleToInt64Bits(number.ToDouble()) >> 24, 23)
            : CellHash.Of(Encoding.UTF8.GetBytes(number.ToCanonical()), 29);
    }
}
