using Kptn.Engine.Artifacts.Local;

namespace Kptn.Engine.Artifacts.Shared;

/// <summary>A file that is being fetched: it appears under its name whole or not at all.</summary>
internal static class FetchedFile
{
    /// <summary>Writes a file beside the target, and puts it in the target's place.</summary>
    /// <param name="target">The file, absolute; its folder is made where it is missing.</param>
    /// <param name="fill">Writes the content; tells whether it may be executed.</param>
    public static async Task WriteAsync(string target, Func<FileStream, Task<bool>> fill)
    {
        var folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{ArtifactTarget.Unfinished}{Guid.NewGuid():n}");
        try
        {
            bool isExecutable;
            var file = FileModes.CreatePlain(temporary, isExecutable: false);
            await using (file.ConfigureAwait(false)) isExecutable = await fill(file).ConfigureAwait(false);
            if (isExecutable) FileModes.MakeExecutable(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
