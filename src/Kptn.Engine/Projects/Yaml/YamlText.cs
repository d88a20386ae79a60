using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Kptn.Engine.Projects.Reading;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Turns a file's bytes into text, or says why they are none.</summary>
internal static class YamlText
{
    private static readonly SearchValues<byte> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(value => value is not (9 or 10 or 13)).Select(value => (byte)value), 127]);

    /// <summary>The text, or <see langword="null"/> with a finding.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string file, FindingList findings)
    {
        if (bytes.Length > YamlLimits.Bytes)
        {
            findings.Add("config-too-large", new Place(file), $"the file has {bytes.Length >> 20} MB", $"at most {YamlLimits.Bytes >> 20} MB");
            return null;
        }

        if (IsUtf16(bytes))
        {
            findings.Add("config-utf16", new Place(file), "the file is written in UTF-16", "UTF-8", "save it as UTF-8 in your editor");
            return null;
        }

        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var forbidden = bytes.IndexOfAny(Forbidden);
        if (forbidden >= 0)
        {
            var name = bytes[forbidden] == 0 ? "a NUL byte" : $"control character 0x{bytes[forbidden]:X2}";
            findings.Add("config-not-text", PlaceOf(bytes, forbidden, file), $"the file is not text: {name} stands at byte {forbidden}", "a YAML file in UTF-8");
            return null;
        }

        if (!Utf8.IsValid(bytes))
        {
            var bad = FirstInvalid(bytes);
            findings.Add("config-not-utf8", PlaceOf(bytes, bad, file), $"byte {bad} (0x{bytes[bad]:X2}) is not UTF-8", "a YAML file in UTF-8", "save it as UTF-8 in your editor");
            return null;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    // Without a byte order mark, a zero byte beside the first character tells UTF-16 from text and from other binary files.
    private static bool IsUtf16(ReadOnlySpan<byte> bytes)
        => bytes.Length >= 2
            && ((bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF)
                || (bytes.Length >= 4 && bytes.Length % 2 == 0
                    && ((bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0)
                        || (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0))));

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done) at += length;
        return at;
    }

    private static Place PlaceOf(ReadOnlySpan<byte> bytes, int at, string file)
    {
        var before = bytes[..at];
        var line = before.Count((byte)'\n') + 1;
        return new Place(file, line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }
}
