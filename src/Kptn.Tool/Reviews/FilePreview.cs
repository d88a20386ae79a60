using System.Text;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Reviews;

/// <summary>The start of a file or folder that there is nothing to compare with.</summary>
internal static class FilePreview
{
    private const int MostBytes = 1 << 20;
    private const int LongestLine = 2000;

    /// <summary>Some lines of it.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="most">How many at most.</param>
    public static IEnumerable<string> Lines(string path, int most)
    {
        if (Directory.Exists(path)) return Cut(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(path, file)}  {Units.Bytes(new FileInfo(file).Length)}"), most, "file");
        var bytes = Start(path, out var isAll);
        if (bytes.Contains((byte)0)) return ["(not text)"];
        var lines = Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return isAll ? Cut(lines, most, "line") : Cut(lines.SkipLast(1), most, "line").Append("… the file goes on");
    }

    private static byte[] Start(string path, out bool isAll)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(MostBytes, file.Length)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        isAll = file.Length <= read;
        return bytes[..read];
    }

    private static IEnumerable<string> Cut(IEnumerable<string> lines, int most, string word)
    {
        var all = lines.ToList();
        foreach (var line in all.Take(most)) yield return line.Length > LongestLine ? $"{line[..LongestLine]}…" : line;
        if (all.Count > most) yield return $"… {Units.Count(all.Count - most, $"more {word}")}; v shows all";
    }
}
