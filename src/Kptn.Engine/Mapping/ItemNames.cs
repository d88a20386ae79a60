using System.Text;
using System.Text.Json;

namespace Kptn.Engine.Mapping;

/// <summary>Names of items: for people, and for files.</summary>
public static class ItemNames
{
    /// <summary>The most characters of a shown name.</summary>
    public const int LongestShown = 60;

    /// <summary>An item as messages and listings name it: <c>NC</c>, <c>NC,27006</c>, <c>"1"</c> for the text.</summary>
    /// <param name="key">The item's key.</param>
    /// <returns>One line of at most 60 characters.</returns>
    public static string Shown(string key)
    {
        var shown = string.Join(',', Parts(key).Select(ShownText.Of));
        if (shown.Length <= LongestShown) return shown;
        var end = LongestShown - 1;
        return string.Concat(shown.AsSpan(0, char.IsHighSurrogate(shown[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>
    /// An item as part of a file's name on Linux, macOS and Windows: at most 60 characters, and never that of another item, whatever the case of letters.
    /// Plain values stay as they are: <c>NC</c>, <c>27006</c>. Others get the first digits of the item's identity: <c>NC_27006-93c1b7f0</c>.
    /// </summary>
    /// <param name="key">The item's key.</param>
    public static string FileName(string key)
    {
        var parts = Parts(key);
        if (parts.Count == 1 && !key.StartsWith('[') && PlainFileName.Is(parts[0])) return ItemValues.Text(parts[0]);
        return FileNameText.Of(parts.Select(ItemValues.Text), ItemId.Of(key));
    }

    private static List<string> Parts(string key)
    {
        if (!key.StartsWith('[')) return [key];
        var bytes = Encoding.UTF8.GetBytes(key);
        var json = new Utf8JsonReader(bytes);
        json.Read();
        var parts = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            parts.Add(Encoding.UTF8.GetString(bytes.AsSpan((int)json.TokenStartIndex..(int)json.BytesConsumed)));
        }

        return parts;
    }
}
