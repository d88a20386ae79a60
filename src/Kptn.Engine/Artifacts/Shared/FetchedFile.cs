using Kptn.Engine.Artifacts.Local;

namespace Kptn.Engine.Artifacts.Shared;

/// <summary>A file that is being fetched: it appears under its name whole or not at all.</summary>
internal static class FetchedFile
{
    /// <summary>Writes a file beside the target, and puts it in the target's place.</summary>
    /// <param name="target">The file, absolute; its folder is made where it is missing.</param>
    /// <param name="fill">Writes the content.</param>
    public static async Task WriteAsync(string target, Func<FileStream, Task> fill)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{ArtifactTarget.Unfinished}{Guid.NewGuid():n}");
        try
        {
            var file = FileModes.CreatePlain(temporary, isExecutable: false);
            await using (file.ConfigureAwait(false)) await fill(file).ConfigureAwait(false);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
