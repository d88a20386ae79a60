using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Testing.Running;

/// <summary>Keeps outputs among the artifacts and gets them from there, be they files, folders or globs.</summary>
/// <param name="artifacts">Keeps content.</param>
internal sealed class OutputArtifacts(LocalArtifactStore artifacts)
{
    private readonly FolderArtifacts _folders = new(artifacts);

    /// <summary>Whether an output may be several files.</summary>
    public static bool IsFolder(string path) => path.EndsWith('/') || OutputPath.IsGlob(path);

    /// <summary>Keeps what a test made.</summary>
    /// <param name="output">The output.</param>
    /// <param name="files">What was made.</param>
    public void Put(OutputState output, MadeFiles files)
    {
        if (IsFolder(output.Path)) _folders.Put(files.ScratchDir, files.Outputs.List(output.Path), CancellationToken.None);
        else artifacts.Put(Path.Combine(files.ScratchDir, output.Path), output.Hash, CancellationToken.None);
    }

    /// <summary>Copies an output below a scratch dir.</summary>
    /// <param name="output">The output.</param>
    /// <param name="scratchDir">The scratch dir, absolute.</param>
    /// <returns>Whether its content was there.</returns>
    public bool TryGet(OutputState output, string scratchDir)
    {
        if (!IsFolder(output.Path)) return artifacts.Get(output.Hash, Path.Combine(scratchDir, output.Path)) == GetOutcome.Found;
        _folders.Get(output.Hash, scratchDir, out var outcome);
        return outcome == GetOutcome.Found;
    }
}
