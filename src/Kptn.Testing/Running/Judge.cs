using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Rendering;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Running;

/// <summary>Holds what a test made against what was approved.</summary>
/// <param name="snapshots">What was approved.</param>
/// <param name="artifacts">Keeps content.</param>
/// <param name="files">What was made.</param>
/// <param name="settings">How they are compared.</param>
/// <param name="maker">Describes what was made.</param>
internal sealed class Judge(SnapshotStore snapshots, LocalArtifactStore artifacts, MadeFiles files, CompareSettings settings, ManifestMaker maker)
{
    private readonly ApprovedContent _content = new(snapshots, files.NewFolder) { Artifacts = artifacts };

    /// <summary>The judgement.</summary>
    /// <param name="unit">What was made.</param>
    /// <param name="approved">What was approved; <see langword="null"/> where nothing was.</param>
    /// <param name="cancellation">Ends it.</param>
    public Judgement Of(MadeUnit unit, ApprovedSnapshot? approved, CancellationToken cancellation)
    {
        var tested = new List<TestedOutput>();
        var left = (approved?.Outputs ?? []).Where(output => !settings.Skips(output.Path)).ToDictionary(output => output.Path.TrimEnd('/'), StringComparer.Ordinal);
        foreach (var output in unit.Outputs.Where(output => !settings.Skips(output.Path)))
        {
            left.Remove(output.Path.TrimEnd('/'), out var before);
            tested.Add(before is null ? Added(output, approved, cancellation) : Compare(output, before, cancellation));
        }

        tested.AddRange(left.Values.Select(Removed));
        if (Result(unit, approved, cancellation) is { } result) tested.Add(result);
        var status = approved is null ? TestStatus.New
            : approved.Problems.Count == 0 && tested.All(output => output.Diff.Passes) ? TestStatus.Same : TestStatus.Changed;
        return new Judgement(status, tested, tested.Where(output => approved is null || !output.Diff.Passes).Select(output => output.Diff.Path).ToHashSet(StringComparer.Ordinal));
    }

    private TestedOutput Compare(OutputState output, ApprovedOutput before, CancellationToken cancellation)
    {
        if (before.Hash == output.Hash.ToString()) return new TestedOutput { Diff = Identical(output) };
        var after = files.Of(output);
        if (_content.Of(before) is { } old) return new TestedOutput { Diff = OutputComparer.Compare(output.Path, old, after, settings, cancellation), OldFile = before.File ?? old, NewFile = after };
        var now = maker.Describe(output, cancellation);
        return new TestedOutput { Diff = DigestDiffs.Of(output, before, now), NewFile = after, Description = now };
    }

    private TestedOutput Added(OutputState output, ApprovedSnapshot? approved, CancellationToken cancellation)
    {
        var after = files.Of(output);
        var diff = OutputComparer.Compare(output.Path, null, after, settings, cancellation);
        var entry = approved?.Manifest.Outputs.FirstOrDefault(entry => entry.Path == output.Path);
        if (entry is not null && approved!.Problems.FirstOrDefault(problem => problem.IsOf(entry, approved.Folder)) is { } problem)
        {
            diff = diff with { Notes = [new DiffNote("approved-unusable", problem.ToString(), IsWarning: true), .. diff.Notes] };
        }

        return new TestedOutput { Diff = diff, NewFile = after, Description = maker.Describe(output, cancellation) };
    }

    /// <summary>An output that was approved and is not made any more.</summary>
    public static TestedOutput Removed(ApprovedOutput before) => new()
    {
        Diff = new OutputDiff { Path = before.Path, Kind = DiffKind.Removed, Headline = $"gone: it was approved ({Words.Size(before.Size)}), and the task does not make it any more", OldSize = before.Size },
        OldFile = before.File,
    };

    private TestedOutput? Result(MadeUnit unit, ApprovedSnapshot? approved, CancellationToken cancellation)
    {
        if (settings.Skips(MadeFiles.ResultPath)) return null;
        var before = approved?.Result;
        if (unit.Result is not { } json) return before is null ? null : Removed(before);
        var hash = Hash256.Of(json.Span);
        if (before is not null && before.Hash == hash.ToString()) return new TestedOutput { Diff = Identical(new OutputState(MadeFiles.ResultPath, hash, json.Length, default)) };
        var after = files.OfResult(json);
        if (before is not null && _content.Of(before) is { } old) return new TestedOutput { Diff = OutputComparer.Compare(MadeFiles.ResultPath, old, after, settings, cancellation), OldFile = before.File ?? old, NewFile = after };
        var now = OutputDescriber.Describe(MadeFiles.ResultPath, after, settings, cancellation);
        if (before is not null) return new TestedOutput { Diff = DigestDiffs.Of(new OutputState(MadeFiles.ResultPath, hash, json.Length, default), before, now), NewFile = after, Description = now };
        return new TestedOutput { Diff = OutputComparer.Compare(MadeFiles.ResultPath, null, after, settings, cancellation), NewFile = after, Description = now };
    }

    private OutputDiff Identical(OutputState output) => new()
    {
        Path = output.Path,
        Kind = DiffKind.Same,
        Headline = $"identical, {Words.Size(output.Size)}",
        ComparedAs = settings.ModeOf(output.Path),
        IsIdentical = true,
        OldSize = output.Size,
        NewSize = output.Size,
    };
}
