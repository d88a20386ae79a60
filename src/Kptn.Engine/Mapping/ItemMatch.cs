using System.Text;
using System.Text.Json;
using Kptn.Engine.Graphs.Selections;

namespace Kptn.Engine.Mapping;

/// <summary>A value of a selector: equal to the text of an item's value or to its JSON, or a glob over the text.</summary>
internal sealed class ItemMatch
{
    private readonly byte[] _asString;
    private readonly byte[]? _asJson;
    private readonly string? _pattern;

    public ItemMatch(string value)
    {
        _asString = Encoding.UTF8.GetBytes(ItemValues.Key(value));
        _asJson = Canonical(value);
        var isQuoted = _asJson is [(byte)'"', ..];
        if (!isQuoted && NamePattern.IsPattern(value)) _pattern = value;
    }

    /// <summary>The values, as canonical JSON, that it can only be; <see langword="null"/> for a glob.</summary>
    public IReadOnlyList<string>? Exact => _pattern is not null ? null
        : _asJson is null || _asJson.AsSpan().SequenceEqual(_asString) ? [Encoding.UTF8.GetString(_asString)]
        : [Encoding.UTF8.GetString(_asString), Encoding.UTF8.GetString(_asJson)];

    /// <summary>The value, as canonical JSON, that it is above all: <c>1</c> is the number, not the text; <see langword="null"/> for a glob.</summary>
    public string? Literal => Exact?[^1];

    /// <summary>Whether a value is meant.</summary>
    /// <param name="json">The value as canonical JSON.</param>
    public bool Matches(ReadOnlySpan<byte> json)
    {
        if (json.SequenceEqual(_asString) || (_asJson is not null && json.SequenceEqual(_asJson))) return true;
        return _pattern is not null && NamePattern.Matches(_pattern, ItemValues.Text(Encoding.UTF8.GetString(json)));
    }

    /// <summary>Whether a value is meant.</summary>
    /// <param name="json">The value as canonical JSON.</param>
    public bool MatchesText(string json) => Matches(Encoding.UTF8.GetBytes(json));

    /// <summary>The value in canonical form where it is a JSON scalar: <c>1e5</c> means the float 100000.0.</summary>
    private static byte[]? Canonical(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        try
        {
            var json = new Utf8JsonReader(bytes);
            if (!json.Read() || json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) return null;
            var key = new KeyWriter();
            return key.WriteScalar(ref json) is null && !json.Read() ? key.Written.ToArray() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
