using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Cells as samples show them.</summary>
internal static class CellText
{
    private const char Cut = '…';

    /// <summary>A cell's text, shortened; <see langword="null"/> for an empty cell.</summary>
    public static string? Of(Cell cell, int longest) => cell.IsNull ? null : Shorten(Text(cell.Text), longest);

    /// <summary>Two unequal cells, shortened so that what differs is seen.</summary>
    public static (string? Old, string? New) Of(Cell before, Cell after, int longest)
    {
        var old = before.IsNull ? null : Text(before.Text);
        var next = after.IsNull ? null : Text(after.Text);
        return Shorten(old, next, longest);
    }

    /// <summary>Two unequal texts, shortened so that what differs is seen.</summary>
    public static (string? Old, string? New) Shorten(string? old, string? next, int longest)
    {
        if (old is null || next is null || (old.Length <= longest && next.Length <= longest)) return (Shorten(old, longest), Shorten(next, longest));
        var shared = old.AsSpan().CommonPrefixLength(next);
        var start = Math.Max(0, shared - (longest / 2));
        return (Window(old, start, longest), Window(next, start, longest));
    }

    /// <summary>A text's beginning.</summary>
    public static string? Shorten(string? text, int longest) => text is null ? null : Window(text, 0, longest);

    // Bytes that are no UTF-8 stand as what they are: two of them that differ must not look alike.
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length + 16);
        while (bytes.Length > 0)
        {
            var isWhole = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isWhole) text.Append(rune.ToString());
            else foreach (var one in bytes[..length]) text.Append(CultureInfo.InvariantCulture, $"⟨{one:X2}⟩");
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    private static string Window(string text, int start, int longest)
    {
        start = Math.Min(start, text.Length);
        if (start > 0 && start < text.Length && char.IsLowSurrogate(text[start])) start--;
        var end = Math.Min(text.Length, start + longest);
        if (end < text.Length && char.IsLowSurrogate(text[end])) end--;
        if (start == 0 && end == text.Length) return text;
        return (start > 0 ? $"{Cut}" : "") + text[start..end] + (end < text.Length ? $"{Cut}" : "");
    }
}
