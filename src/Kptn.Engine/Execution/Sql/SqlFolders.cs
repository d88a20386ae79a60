using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Sql.Paths;

namespace Kptn.Engine.Execution.Sql;

/// <summary>The folders that relative paths in a script start from.</summary>
/// <param name="Root">The folder of kptn.yaml, absolute.</param>
/// <param name="Script">The folder of the script, absolute: what is read and not in the first is taken from here where it is.</param>
internal sealed record SqlFolders(string Root, string Script)
{
    /// <summary>The file that a script means, absolute.</summary>
    public string Of(SqlPath path)
    {
        if (!path.IsRead || Has(Root, path.Text)) return Path.GetFullPath(path.Text, Root);
        var isThere = Has(Script, path.Text) || (!Begins(Root, path.Text) && Begins(Script, path.Text));
        return Path.GetFullPath(path.Text, isThere ? Script : Root);
    }

    private static bool Has(string folder, string path)
    {
        if (path.IndexOfAny(['*', '?', '[']) >= 0) return OutputPath.Match(folder, path).Count > 0;
        return Path.GetFullPath(path, folder) is var full && (File.Exists(full) || Directory.Exists(full));
    }

    // A text that an expression goes on, as in 'parts/' || $name || '.csv'.
    private static bool Begins(string folder, string path)
    {
        var full = Path.GetFullPath(path, folder);
        var within = Path.GetDirectoryName(full)!;
        return Directory.Exists(within) && Directory.EnumerateFileSystemEntries(within).Any(entry => entry.StartsWith(full, StringComparison.Ordinal));
    }
}
