namespace Kptn.Testing.Snapshots.Approving;

/// <summary>What of a received snapshot is approved.</summary>
/// <param name="Accepted">Outputs that are.</param>
/// <param name="Left">Outputs that are not.</param>
/// <param name="Problems">Why outputs that were wanted are not.</param>
internal sealed record Selection(IReadOnlyList<PendingOutput> Accepted, IReadOnlyList<PendingOutput> Left, IReadOnlyList<SnapshotProblem> Problems)
{
    /// <summary>Whether anything is.</summary>
    public bool IsAny => Accepted.Count > 0;

    /// <summary>Holds what a person saw and wants against what is there now.</summary>
    public static Selection Of(PendingSnapshot shown, PendingSnapshot now, IReadOnlySet<string>? outputs)
    {
        var (accepted, left, problems) = (new List<PendingOutput>(), new List<PendingOutput>(), new List<SnapshotProblem>());
        foreach (var output in now.Outputs)
        {
            var isWanted = outputs?.Contains(output.Path) != false;
            var isShown = shown.Outputs.Any(known => known.Path == output.Path && known.Kind == output.Kind && known.New?.Hash == output.New?.Hash);
            if (isWanted && isShown && output.CanApprove) accepted.Add(output);
            else left.Add(output);
            if (isWanted && !output.CanApprove) problems.Add(new(SnapshotProblemKind.Missing, now.Folder, null, $"the received content of '{output.Path}' is gone, so it was not approved", "run the test again"));
            else if (isWanted && !isShown) problems.Add(ChangedSince(output.NewFile ?? now.Folder));
        }

        return new Selection(accepted, left, problems);
    }

    /// <summary>Says that somebody would approve what they did not see.</summary>
    public static SnapshotProblem ChangedSince(string file) => new(SnapshotProblemKind.Changed, file, null, "this changed since it was shown, so it was not approved", "look at it again");
}
