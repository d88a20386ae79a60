using System.Globalization;

namespace Kptn.Engine.Projects;

/// <summary>Amounts of bytes as people write them: a number, or text such as <c>256 KiB</c>.</summary>
internal static class ByteSizes
{
    /// <summary>What is expected, for messages.</summary>
    public const string Expected = "bytes as a whole number, 0 or more, or text such as 64 KiB, 1 MB or 2 MiB";

    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1000), ("MB", 1000_000), ("GB", 1000_000_000), ("B", 1), ("", 1),
    ];

    /// <summary>The bytes; <see langword="null"/> where it is no such amount.</summary>
    /// <param name="value">A value of YAML.</param>
    public static long? Parse(object? value)
    {
        if (value is long number) return number >= 0 ? number : null;
        if (value is not string text) return null;
        text = text.Trim();
        var (unit, bytes) = Array.Find(Units, known => text.EndsWith(known.Unit, StringComparison.OrdinalIgnoreCase));
        var digits = text.AsSpan(0, text.Length - unit.Length).TrimEnd();
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= long.MaxValue / bytes ? count * bytes : null;
    }
}
