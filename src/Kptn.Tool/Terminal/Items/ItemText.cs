using System.Buffers;
using System.Text;
using System.Text.Json;
using Kptn.Engine.Mapping;

namespace Kptn.Tool.Terminal.Items;

/// <summary>Items as listings name them, and as command lines choose them.</summary>
internal static class ItemText
{
    private const int LongestWord = 200;
    private const int Prefix = 40;
    private static readonly SearchValues<char> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");
    private static readonly SearchValues<char> Special = SearchValues.Create("*?[],\"\\");

    /// <summary>A task's item: <c>B@NC</c>.</summary>
    public static string At(string task, string key) => $"{task}@{ItemNames.Shown(key)}";

    /// <summary>An item by the names of its values: <c>US_STATE=NC</c>.</summary>
    public static string Named(IReadOnlyList<string> names, string key) =>
        Values(names, key) is { } values ? string.Join(',', values.Select(value => $"{value.Key}={ItemNames.Shown(value.Value)}")) : ItemNames.Shown(key);

    /// <summary>What chooses an item on a command line: <c>--item US_STATE=NC</c>, quoted as a shell needs it.</summary>
    public static string Option(IReadOnlyList<string> names, string key)
    {
        if (Values(names, key) is not { } values) return "--item KEY=VALUE";
        var word = string.Join(',', values.Select(value => $"{value.Key}={Word(value.Value)}"));
        return $"--item {(word.AsSpan().ContainsAnyExcept(Bare) ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'" : word)}";
    }

    /// <summary>The names of values and the values; <see langword="null"/> where the key was made for other names.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Values(IReadOnlyList<string> names, string key)
    {
        try
        {
            return names.Count == 0 ? null : ItemValues.Split(names, key);
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            return null;
        }
    }

    // A value that could be taken for another type or for a glob is written as JSON; of a very long one its beginning will do.
    private static string Word(string json)
    {
        if (!json.StartsWith('"')) return json;
        var text = ItemValues.Text(json);
        if (json.Length <= LongestWord) return ItemNames.Shown(json) == text && !text.AsSpan().ContainsAny(Special) ? text : json;
        var start = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(Prefix))
        {
            if (Rune.IsControl(rune) || (rune.IsAscii && Special.Contains((char)rune.Value))) break;
            start.Append(rune);
        }

        return start.Append('*').ToString();
    }
}
