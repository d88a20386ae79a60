using System.Text;
using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>The values of an item, from its key.</summary>
public static class ItemValues
{
    /// <summary>The most bytes that the text of a value may have in an environment variable; Linux takes 131,071 with the name.</summary>
    public const int LargestText = 100_000;

    /// <summary>The name and the canonical JSON of each of an item's values.</summary>
    /// <param name="names">The names of the values; for several, the key is a list of as many.</param>
    /// <param name="key">The item's key.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Split(IReadOnlyList<string> names, string key)
    {
        if (names.Count == 1) return [new(names[0], key)];
        var values = new List<KeyValuePair<string, string>>(names.Count);
        var parts = new KeyParts(names, Encoding.UTF8.GetBytes(key));
        while (values.Count < names.Count && parts.MoveNext()) values.Add(new(names[values.Count], Encoding.UTF8.GetString(parts.Current)));
        return values.Count == names.Count ? values : throw new ArgumentException($"the key has {values.Count} parts, not {names.Count}", nameof(key));
    }

    /// <summary>What an environment variable, <c>${VAR}</c> and a selector see of a value: a string's own text, else its JSON.</summary>
    /// <param name="json">The value as canonical JSON.</param>
    public static string Text(string json)
    {
        if (!json.StartsWith('"')) return json;
        if (!json.Contains('\\', StringComparison.Ordinal)) return json[1..^1];
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>The key of an item that is a text.</summary>
    /// <param name="text">The text, such as a file's name.</param>
    public static string Key(string text) => JsonStrings.Of(text);

    /// <summary>Why an environment variable cannot hold a value.</summary>
    /// <param name="json">The value as canonical JSON.</param>
    /// <returns>The end of a sentence that begins with the value's name, or <see langword="null"/> where it can.</returns>
    public static string? Problem(string json)
    {
        var text = Text(json);
        if (text.Contains('\0', StringComparison.Ordinal)) return "contains a NUL character, which an environment variable cannot hold";
        var size = Encoding.UTF8.GetByteCount(text);
        return size <= LargestText ? null : $"is {size:N0} bytes of text; an environment variable may hold {LargestText:N0}";
    }
}
