using System.Text;

namespace Kptn.Testing.Sandboxes;

/// <summary>Finds scripts that name their project by an absolute path: in a sandbox they would reach the real one.</summary>
internal static class AbsolutePaths
{
    private const int LargestScript = 4 << 20;

    /// <summary>The first line of a file that names a folder; <see langword="null"/> where none does.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="folder">The folder, absolute.</param>
    public static int? Find(string file, string folder)
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.Length > LargestScript) return null;
        var text = File.ReadAllBytes(file).AsSpan();
        var name = Encoding.UTF8.GetBytes(folder);
        for (var from = 0; ;)
        {
            var at = text[from..].IndexOf(name);
            if (at < 0) return null;
            var end = from + at + name.Length;
            if (end == text.Length || !IsPartOfName(text[end])) return text[..(from + at)].Count((byte)'\n') + 1;
            from = end;
        }
    }

    private static bool IsPartOfName(byte character) => char.IsAsciiLetterOrDigit((char)character) || character is (byte)'_' or (byte)'-' or (byte)'.' or >= 0x80;
}
