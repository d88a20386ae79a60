using Kptn.Testing.Snapshots.Naming;

namespace Kptn.Testing.Snapshots;

/// <summary>What is wrong with a file of a snapshot, and what to do about it.</summary>
/// <param name="Kind">What kind of problem it is.</param>
/// <param name="File">The file, absolute.</param>
/// <param name="Line">The line, from 1; <see langword="null"/> where it is no matter of one line.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Next">What to do.</param>
public sealed record SnapshotProblem(SnapshotProblemKind Kind, string File, int? Line, string Message, string Next)
{
    /// <summary>Whether it is about an output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="folder">The snapshot's folder, absolute.</param>
    internal bool IsOf(ManifestOutput output, string folder) => output.SnapshotFiles.Any(file => SnapshotPaths.In(folder, file) == File);

    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{File}{(Line is null ? "" : $":{Line}")}: {Message}; {Next}";
}
