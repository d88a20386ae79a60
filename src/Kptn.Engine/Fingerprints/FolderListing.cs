using System.Buffers;
using System.Text;

namespace Kptn.Engine.Fingerprints;

/// <summary>The files of a folder, or those that match a glob, as the text whose hash stands for all of them: a line for each, with its hash and its path.</summary>
/// <param name="Files">The files, sorted by path.</param>
public sealed record FolderListing(IReadOnlyList<ListedFile> Files)
{
    private const string Header = "kptn listing 1\n";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");
    private const int HashDigits = 2 * Hash256.Size;

    /// <summary>The text, in which a path keeps to its line.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder(Header);
            foreach (var (path, hash) in Files) text.Append(hash.ToString()).Append(' ').Append(Escape(path)).Append('\n');
            return text.ToString();
        }
    }

    /// <summary>Reads such a text; <see langword="null"/> where it is none.</summary>
    /// <param name="text">The text.</param>
    public static FolderListing? Parse(string text)
    {
        if (!text.StartsWith(Header, StringComparison.Ordinal) || !text.EndsWith('\n')) return null;
        var files = new List<ListedFile>();
        foreach (var range in text.AsSpan(Header.Length).Split('\n'))
        {
            var line = text.AsSpan(Header.Length)[range];
            if (line.IsEmpty) continue;
            if (line.Length < HashDigits + 2 || line[HashDigits] != ' ' || line[..HashDigits].ContainsAnyExcept(Digits)) return null;
            files.Add(new ListedFile(Unescape(line[(HashDigits + 1)..].ToString()), Hash256.Parse(line[..HashDigits].ToString())));
        }

        return new FolderListing(files);
    }

    private static string Escape(string path) =>
        path.AsSpan().ContainsAny('\n', '\\') ? path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) : path;

    private static string Unescape(string path)
    {
        if (!path.Contains('\\', StringComparison.Ordinal)) return path;
        var plain = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            var isEscaped = path[i] == '\\' && ++i < path.Length;
            if (i < path.Length) plain.Append(isEscaped && path[i] == 'n' ? '\n' : path[i]);
        }

        return plain.ToString();
    }
}
