using System.Buffers;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Shared;

/// <summary>Hashes as they are written: 64 lower-case hexadecimal digits, and nothing else.</summary>
internal static class HexText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Reads one; <see langword="null"/> where the text is none.</summary>
    public static Hash256? Parse(ReadOnlySpan<char> text) =>
        text.Length == 2 * Hash256.Size && !text.ContainsAnyExcept(Digits) ? Hash256.Parse(text.ToString()) : null;
}
