using System.Text;

namespace Kptn.Tool.Terminal;

/// <summary>The end of a log, safe to print: only its last bytes are read, and what is not text is made visible.</summary>
internal static class LogTail
{
    private const int Bytes = 16 * 1024;
    private const int Columns = 300;

    /// <summary>The last lines of a file.</summary>
    public static IReadOnlyList<string> Read(string path, int count)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(-Math.Min(Bytes, stream.Length), SeekOrigin.End);
            using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
            var lines = reader.ReadToEnd().TrimEnd().Split('\n');
            return lines is [""] ? [] : [.. lines.TakeLast(count).Select(Clean)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The end of a log as lines below a failure, and where all of it is.</summary>
    /// <param name="screen">Where they go.</param>
    /// <param name="root">The project's folder.</param>
    /// <param name="log">The log, relative to it.</param>
    /// <param name="count">How many lines at most.</param>
    public static IEnumerable<string> Below(Screen screen, string root, string log, int count)
    {
        var tail = Read(Path.Combine(root, log), count);
        foreach (var line in tail) yield return $"      {screen.Paint("│", Colour.Dim)} {line}";
        yield return $"      {screen.Paint("└", Colour.Dim)} {(tail.Count > 0 ? log : "it wrote nothing")}";
    }

    /// <summary>A line without control characters, cut where it is very long.</summary>
    public static string Clean(string line)
    {
        var text = new StringBuilder(Math.Min(line.Length, Columns + 1));
        foreach (var c in line.TrimEnd('\r'))
        {
            if (text.Length >= Columns) return text.Append('…').ToString();
            text.Append(c == '\t' ? ' ' : char.IsControl(c) ? '\uFFFD' : c);
        }

        return text.ToString();
    }
}
