using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;
using Kptn.Testing.Sandboxes;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>Holds what was received against what is approved. Content that is among the artifacts only is copied to a folder of its own.</summary>
/// <param name="root">The folder of kptn.yaml, absolute.</param>
/// <param name="store">Has both.</param>
/// <param name="folder">Where copies go.</param>
internal sealed class PendingComparer(string root, SnapshotStore store, SandboxFolder folder)
{
    private readonly ApprovedContent _content = new(store, () => Directory.CreateDirectory(folder.Next()).FullName);

    /// <summary>The difference.</summary>
    /// <param name="snapshot">What the output is of.</param>
    /// <param name="output">The output.</param>
    /// <param name="settings">How to compare.</param>
    /// <param name="cancellation">Ends it.</param>
    public ReviewedOutput Compare(PendingSnapshot snapshot, PendingOutput output, CompareSettings settings, CancellationToken cancellation)
    {
        var path = ResultNames.Shown(output.Path);
        var old = output.Old is null ? null : _content.Of(output.Old);
        if (output.Kind == PendingKind.Removed) return new ReviewedOutput(Removed(path, output), old, null);
        if (output.New is not { } received || _content.Of(received) is not { } now) return new ReviewedOutput(Gone(path, output), old, null);
        if (output.Old is null)
        {
            var added = OutputComparer.Compare(path, null, now, settings, cancellation) with { Notes = [.. snapshot.Problems.Where(problem => problem.IsOf(received.Entry, snapshot.Folder)).Select(Note)] };
            return new ReviewedOutput(new TestedOutput { Diff = added, NewFile = Shown(received), Description = received.Entry.Description }, null, now);
        }

        var diff = old is null
            ? DigestDiffs.Of(new OutputState(path, Hash256.Parse(received.Hash), received.Size, default), output.Old, received.Entry.Description)
            : OutputComparer.Compare(path, old, now, settings, cancellation);
        if (diff.Passes) diff = diff with { Notes = [new DiffNote("passes-now", "as the settings are now its test is green: run it again", IsWarning: true), .. diff.Notes] };
        return new ReviewedOutput(new TestedOutput { Diff = diff, OldFile = Shown(output.Old), NewFile = Shown(received), Description = old is null ? received.Entry.Description : null }, old, now);
    }

    private TestedOutput Removed(string path, PendingOutput output) => output.Old is { } old ? Judge.Removed(old) with { OldFile = Shown(old) } : new()
    {
        Diff = new OutputDiff { Path = path, Kind = DiffKind.Removed, Headline = "gone: it was approved, and the task does not make it any more" },
    };

    private TestedOutput Gone(string path, PendingOutput output) => new()
    {
        Diff = new OutputDiff
        {
            Path = path,
            Kind = output.Kind == PendingKind.Added ? DiffKind.Added : DiffKind.Changed,
            Headline = "its received content is gone, so it cannot be approved; run the test again",
            OldSize = output.Old?.Size,
        },
        OldFile = output.Old is { } old ? Shown(old) : null,
    };

    // Of a folder the first file's folder stands for it: there is nothing else to point at.
    private string? Shown(ApprovedOutput output)
    {
        var file = output.IsFolder ? Path.GetDirectoryName(output.Files.FirstOrDefault(file => file.File is not null)?.File) : output.File;
        return file?.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) == true ? Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/') : file;
    }

    private static DiffNote Note(SnapshotProblem problem) => new("approved-unusable", problem.ToString(), IsWarning: true);
}
