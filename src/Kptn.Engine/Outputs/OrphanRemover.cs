using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Outputs;

/// <summary>Deletes outputs that nobody makes any more: only files below the scratch dir, and never through a link.</summary>
/// <param name="outputs">Reads outputs in the scratch dir.</param>
/// <param name="orphans">All such outputs.</param>
public sealed class OrphanRemover(OutputReader outputs, OrphanSet orphans)
{
    private string Scratch => outputs.ScratchDir;

    /// <summary>Deletes an output, and the folders that are empty without it.</summary>
    /// <param name="orphan">The output.</param>
    /// <param name="force">Whether it is deleted also where its content is not what was recorded.</param>
    public Removal Remove(Orphan orphan, bool force)
    {
        var path = orphan.Recorded.Output.Path;
        if (Path.IsPathRooted(path) || path.Split('/').Contains("..")) return Removal.Linked;
        if (IsBehindLink(path)) return Removal.Linked;
        try
        {
            var condition = outputs.Check(orphan.Recorded.Output);
            if (condition == OutputCondition.Modified && !force) return Removal.Modified;
            IReadOnlyList<string> files = Files(path);
            if (condition == OutputCondition.Missing && files.Count == 0) return Removal.Gone;
            foreach (var file in files.Where(file => !orphans.IsClaimed(file)))
            {
                if (IsBehindLink(file)) return Removal.Linked;
                File.Delete(Path.Combine(Scratch, file));
                RemoveEmptyAbove(file);
            }

            return Removal.Deleted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreadableNameException)
        {
            return Removal.Failed;
        }
    }

    private IReadOnlyList<string> Files(string path)
    {
        if (OutputPath.IsGlob(path)) return OutputPath.Match(Scratch, path);
        if (path.EndsWith('/')) return OutputPath.Match(Scratch, path.TrimEnd('/') + "/**");
        var full = Path.Combine(Scratch, path);
        return File.Exists(full) || new FileInfo(full).LinkTarget is not null ? [path] : [];
    }

    // Whether a folder on the way is a link. The file itself may be one: then the link is what is deleted.
    private bool IsBehindLink(string path)
    {
        for (var folder = Path.GetDirectoryName(path.TrimEnd('/')); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(Path.Combine(Scratch, folder)).LinkTarget is not null) return true;
        }

        return path.EndsWith('/') && new DirectoryInfo(Path.Combine(Scratch, path.TrimEnd('/'))).LinkTarget is not null;
    }

    private void RemoveEmptyAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            var full = Path.Combine(Scratch, folder);
            if (Directory.EnumerateFileSystemEntries(full).Any()) return;
            Directory.Delete(full);
        }
    }
}
