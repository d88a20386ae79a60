using System.Text;

namespace Kptn.Testing.Snapshots.Files;

/// <summary>Tells git what to do with files of snapshots: leave bytes of approved ones alone, ignore received ones.</summary>
internal sealed class GitFiles(SnapshotSettings settings, SnapshotDisk disk)
{
    private static readonly string[] Attributes = ["*.verified.* -text", "*.verified -text", "manifest.verified.json text eol=lf"];
    private static readonly string[] Ignored = ["*.received.*", "*.received"];

    /// <summary>Adds what is missing of <c>.gitignore</c>.</summary>
    public void Ignore() => Ensure(".gitignore", Ignored);

    /// <summary>Adds what is missing of <c>.gitattributes</c>.</summary>
    public void KeepBytes() => Ensure(".gitattributes", Attributes);

    private void Ensure(string name, string[] lines)
    {
        var path = Path.Combine(settings.Folder, name);
        var text = Encoding.UTF8.GetString(disk.Read(path) ?? []);
        var known = text.Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        // Whoever took a line out on purpose left another of them in.
        if (lines.Any(known.Contains)) return;
        var start = text.Length > 0 && !text.EndsWith('\n') ? text + "\n" : text;
        disk.Write(path, Encoding.UTF8.GetBytes(start + string.Join('\n', lines) + "\n"), isDurable: false);
    }
}
