using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Local;

/// <summary>Puts an artifact where somebody wants to have it: a copy of their own, never the artifact itself.</summary>
internal static class ArtifactTarget
{
    /// <summary>What the names of files that are not finished start with.</summary>
    public const string Unfinished = ".kptn-restore-";

    /// <summary>Copies a file in place of another, in one step, where it has the content that it should.</summary>
    /// <returns>Whether it had.</returns>
    public static bool Write(SourceFile source, Hash256 hash, string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{Unfinished}{Guid.NewGuid():n}");
        try
        {
            using (var file = FileModes.CreatePlain(temporary, source.IsExecutable))
            {
                if (!ArtifactFiles.Copy(source, file.SafeFileHandle, hash, CancellationToken.None)) return false;
            }

            File.Move(temporary, target, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
