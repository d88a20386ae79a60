using Kptn.Engine.Artifacts;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.Engine.Outputs;

/// <summary>Puts recorded outputs back on disk from the artifacts.</summary>
/// <param name="outputs">Reads outputs in the scratch dir.</param>
/// <param name="store">Keeps their content.</param>
/// <param name="force">Whether what has other content now is replaced, and what is too many in a folder deleted.</param>
public sealed class OutputRestorer(OutputReader outputs, IArtifactStore store, bool force)
{
    private readonly FolderArtifacts _folders = new(store);

    /// <summary>Puts an output back where it is missing, or was modified and may be replaced.</summary>
    /// <param name="recorded">The output.</param>
    public RestoredOutput Restore(RecordedOutput recorded)
    {
        try
        {
            var outcome = Restore(recorded.Output);
            return new RestoredOutput(recorded, outcome, outcome == Restoration.Corrupt ? "what was kept did not match its hash, and was moved aside" : "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RestoredOutput(recorded, Restoration.Failed, e.Message);
        }
    }

    private Restoration Restore(OutputState output)
    {
        if (TableUrl.Is(output.Path)) return outputs.Check(output) == OutputCondition.AsRecorded ? Restoration.There : Restoration.NotKept;
        if (!PathGuard.IsPlain(output.Path.TrimEnd('/'))) throw new IOException($"'{output.Path}' leads out of the scratch dir");
        var condition = outputs.Check(output);
        if (condition == OutputCondition.AsRecorded) return Restoration.There;
        if (output.Path.EndsWith('/') || OutputPath.IsGlob(output.Path)) return RestoreMany(output);
        if (condition == OutputCondition.Modified && !force) return Restoration.Modified;
        return Outcome(store.Get(output.Hash, Path.Combine(outputs.ScratchDir, output.Path)));
    }

    private Restoration RestoreMany(OutputState output)
    {
        var now = outputs.List(output.Path);
        var recorded = _folders.List(output.Hash, out var outcome);
        var extra = now.Files.Except(recorded?.Files ?? []).Where(file => !IsLeftover(file.Path)).ToList();

        // Where all that is there is as recorded, the rest can be put beside it.
        if (extra.Count > 0 && !force) return Restoration.Modified;
        if (recorded is null) return Outcome(outcome);
        foreach (var file in now.Files) PathGuard.Check(outputs.ScratchDir, file.Path);
        _folders.Get(output.Hash, outputs.ScratchDir, out outcome);
        if (outcome != GetOutcome.Found) return Outcome(outcome);
        var paths = recorded.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in now.Files.Where(file => !paths.Contains(file.Path))) File.Delete(Path.Combine(outputs.ScratchDir, file.Path));
        return Restoration.Restored;
    }

    // What a restore that was killed left.
    private static bool IsLeftover(string path) => Path.GetFileName(path).StartsWith(Artifacts.Local.ArtifactTarget.Unfinished, StringComparison.Ordinal);

    private static Restoration Outcome(GetOutcome outcome) => outcome switch
    {
        GetOutcome.Found => Restoration.Restored,
        GetOutcome.Missing => Restoration.NotKept,
        _ => Restoration.Corrupt,
    };
}
