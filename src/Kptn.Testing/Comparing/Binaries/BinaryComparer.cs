using Kptn.Testing.Comparing.Files;

namespace Kptn.Testing.Comparing.Binaries;

/// <summary>Compares files that are only bytes to us.</summary>
internal static class BinaryComparer
{
    private const int Start = 64 << 10;

    /// <summary>Describes two files that are not equal.</summary>
    /// <param name="oldFile">The file before.</param>
    /// <param name="newFile">The file after.</param>
    /// <param name="firstDifference">The first byte that differs.</param>
    public static DetailedDiff Compare(string oldFile, string newFile, long firstDifference)
    {
        var (before, after) = (FileBytes.Start(oldFile, Start), FileBytes.Start(newFile, Start));
        var (oldFormat, format) = (Signatures.Of(before), Signatures.Of(after));
        var diff = new BinaryDiff
        {
            Format = format,
            OldHash = FileBytes.Hash(oldFile),
            NewHash = FileBytes.Hash(newFile),
            FirstDifference = firstDifference,
            OldImage = ImageSizes.Of(before),
            NewImage = ImageSizes.Of(after),
        };
        return new DetailedDiff(false, Headline(diff, oldFormat, new FileInfo(oldFile).Length, new FileInfo(newFile).Length), diff, []);
    }

    private static string Headline(BinaryDiff diff, string oldFormat, long oldSize, long newSize)
    {
        var parts = new List<string>();
        if (oldFormat != diff.Format) parts.Add($"{Name(oldFormat)} → {Name(diff.Format)}");
        else if (diff.Format.Length > 0) parts.Add(diff.Format);
        if (diff.OldImage is { } old && diff.NewImage is { } next) parts.Add(old == next ? $"{next.Width} × {next.Height} as before" : $"{old.Width} × {old.Height} → {next.Width} × {next.Height}");
        parts.Add(oldSize == newSize ? $"bytes differ, {Words.Size(newSize)} as before" : $"{Words.Size(oldSize)} → {Words.Size(newSize)}");
        return string.Join(", ", parts);
    }

    private static string Name(string format) => format.Length > 0 ? format : "unknown format";
}
