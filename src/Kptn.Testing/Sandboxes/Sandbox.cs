using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Languages;

namespace Kptn.Testing.Sandboxes;

/// <summary>A fresh folder that stands for the project while one task runs: it holds copies of what the task may see, and nothing else.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly string _folder;
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Size, DateTime Time)> _placed = new(StringComparer.Ordinal);

    private Sandbox(string folder, SandboxPlace place) => (_folder, Place) = (folder, place);

    /// <summary>Where it is.</summary>
    public SandboxPlace Place { get; }

    /// <summary>A folder beside it that the task does not know of, for what is compared.</summary>
    public string Aside => Path.Combine(_folder, "aside");

    /// <summary>Makes one.</summary>
    /// <param name="folder">Where, absolute; nothing is there yet.</param>
    /// <param name="top">The folder of the project that it stands for, absolute.</param>
    /// <param name="root">The folder of kptn.yaml, absolute.</param>
    /// <param name="scratchDir">The project's scratch dir, absolute.</param>
    public static Sandbox Create(string folder, string top, string root, string scratchDir)
    {
        var name = Path.GetFileName(top) is { Length: > 0 } last ? last : "project";
        var box = Path.Combine(folder, name);
        var place = new SandboxPlace(top, box, "");
        var scratch = place.Of(scratchDir);
        place = place with { ScratchDir = scratch == scratchDir ? Path.Combine(folder, "scratch") : scratch };
        var sandbox = new Sandbox(folder, place);
        sandbox.Make(place.Of(root));
        sandbox.Make(place.ScratchDir);
        return sandbox;
    }

    /// <summary>Copies files of the project to their places.</summary>
    /// <param name="files">The files, absolute.</param>
    /// <exception cref="IOException">One could not be copied.</exception>
    public void Take(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var target = Place.Of(file);
            Make(Path.GetDirectoryName(target)!);
            try
            {
                File.Copy(file, target, overwrite: true);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // It is for the task to say that it misses a file that is gone.
            }
        }

        // R takes a folder with .git for the root of a project; the sandbox has no repository.
        var mark = Path.Combine(Place.Box, ".here");
        if (SandboxSources.IsRepository(Place.Top) && !File.Exists(mark)) File.WriteAllBytes(mark, []);
    }

    /// <summary>Remembers what is there, so that what the task adds and changes is told apart.</summary>
    public void Seal()
    {
        foreach (var file in Files())
        {
            var info = new FileInfo(file);
            _placed[file] = (info.Length, info.LastWriteTimeUtc);
        }
    }

    /// <summary>Whether a file is there.</summary>
    /// <param name="file">Its place in the project, absolute.</param>
    public bool Has(string file) => File.Exists(Place.Of(file));

    /// <summary>Files that were added, changed or deleted since, beside outputs; relative, with slashes.</summary>
    /// <param name="outputs">Whether a path relative to the scratch dir is an output.</param>
    /// <param name="ours">Whether a file, absolute, is one that kptn itself answers for.</param>
    public IReadOnlyList<string> Undeclared(Func<string, bool> outputs, Func<string, bool> ours)
    {
        var found = new List<string>();
        var left = new HashSet<string>(_placed.Keys, StringComparer.Ordinal);
        foreach (var file in Files())
        {
            if (ours(file))
            {
                left.Remove(file);
            }
            else if (left.Remove(file))
            {
                var info = new FileInfo(file);
                if (_placed[file] != (info.Length, info.LastWriteTimeUtc)) found.Add($"{Shown(file)} (changed)");
            }
            else if (!CodeFolders.IsBelow(Place.ScratchDir, file) || !outputs(Slashed(Path.GetRelativePath(Place.ScratchDir, file))))
            {
                found.Add(Shown(file));
            }
        }

        found.AddRange(left.Select(file => $"{Shown(file)} (deleted)"));
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => Trees.Delete(_folder);

    private IEnumerable<string> Files()
    {
        foreach (var file in Trees.Files(Place.Box, IsOurs)) yield return file;
        if (CodeFolders.IsBelow(Place.Box, Place.ScratchDir)) yield break;
        foreach (var file in Trees.Files(Place.ScratchDir, IsOurs)) yield return file;
    }

    private static bool IsOurs(string folder) => Path.GetFileName(folder.AsSpan()) is ".kptn" or "__pycache__";

    private string Shown(string file) => Slashed(CodeFolders.IsBelow(Place.Box, file) ? Path.GetRelativePath(Place.Box, file) : Path.GetRelativePath(Path.GetDirectoryName(Place.ScratchDir)!, file));

    private static string Slashed(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    private void Make(string folder)
    {
        if (_made.Add(folder)) Directory.CreateDirectory(folder);
    }
}
