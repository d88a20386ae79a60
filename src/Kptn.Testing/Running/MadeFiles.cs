using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Running;

/// <summary>Files that a test made, and places for what they are compared with.</summary>
/// <param name="ScratchDir">The sandbox's scratch dir.</param>
/// <param name="Aside">A folder for copies.</param>
/// <param name="Outputs">Lists folders and globs in the scratch dir.</param>
internal sealed record MadeFiles(string ScratchDir, string Aside, OutputReader Outputs)
{
    /// <summary>The path that stands for results in snapshots.</summary>
    public const string ResultPath = "result.json";

    /// <summary>Files in a sandbox.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="time">The clock.</param>
    public static MadeFiles In(Sandbox sandbox, TimeProvider time)
    {
        var (scratch, aside) = (sandbox.Place.ScratchDir, sandbox.Aside);
        return new MadeFiles(scratch, aside, new OutputReader(scratch, new FileIndex(scratch, Path.Combine(aside, "none"), time), time));
    }

    /// <summary>The file or folder of an output; of a glob a folder with copies of what matches.</summary>
    /// <param name="output">The output.</param>
    public string Of(OutputState output) => OutputPath.IsGlob(output.Path) ? Fixed(output.Path, Gather(output.Path)) : Path.Combine(ScratchDir, output.Path.TrimEnd('/'));

    /// <summary>The file with a result.</summary>
    /// <param name="json">The result.</param>
    public string OfResult(ReadOnlyMemory<byte> json)
    {
        var path = Path.Combine(NewFolder(), ResultPath);
        File.WriteAllBytes(path, json.Span);
        return path;
    }

    /// <summary>A new folder for copies.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Aside, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>What stands for an output below a folder that holds a copy of it.</summary>
    /// <param name="path">The output's path.</param>
    /// <param name="folder">The folder.</param>
    public static string Fixed(string path, string folder)
    {
        if (!OutputPath.IsGlob(path)) return Path.Combine(folder, path.TrimEnd('/'));
        var parts = path.Split('/').TakeWhile(part => !OutputPath.IsGlob(part));
        var full = Path.Combine([folder, .. parts]);
        Directory.CreateDirectory(full);
        return full;
    }

    private string Gather(string glob)
    {
        var folder = NewFolder();
        foreach (var file in Outputs.List(glob).Files)
        {
            var target = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(ScratchDir, file.Path), target);
        }

        return folder;
    }
}
