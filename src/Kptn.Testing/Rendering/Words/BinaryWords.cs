using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What happened to a file that is compared by its bytes, in words.</summary>
internal static class BinaryWords
{
    private const int HashDigits = 12;

    /// <summary>Facts, each in a few words.</summary>
    public static IEnumerable<string> Of(OutputDiff diff, BinaryDiff binary)
    {
        if (binary.Format.Length > 0) yield return VisibleText.Of(binary.Format);
        if (binary.OldImage is { } old && binary.NewImage is { } now)
        {
            yield return old == now ? $"{Size(now)} pixels" : $"{Size(old)} → {Size(now)} pixels";
        }

        if (diff is { OldSize: { } before, NewSize: { } after }) yield return Sizes(before, after);
        yield return $"first difference at byte {Amounts.Count(binary.FirstDifference)}";
        yield return $"SHA-256 {Hash(binary.OldHash)} → {Hash(binary.NewHash)}";
    }

    private static string Sizes(long before, long after) => before == after
        ? $"{Comparing.Words.Size(after)} as before"
        : $"{Comparing.Words.Size(before)} → {Comparing.Words.Size(after)} ({(after > before ? "+" : "")}{Amounts.Count(after - before)} bytes)";

    private static string Size(ImageSize size) => $"{size.Width} × {size.Height}";

    private static string Hash(string hash) => VisibleText.Of(hash.Length > HashDigits ? hash[..HashDigits] : hash);
}
