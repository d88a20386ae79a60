namespace Kptn.Testing.Snapshots;

/// <summary>An output, or a result, that awaits approval.</summary>
/// <param name="Path">The output as declared; <see cref="ReceivedOutput.ResultPath"/> for the result.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Old">What is approved; <see langword="null"/> where nothing is, or where it cannot be read.</param>
/// <param name="New">What was received; <see langword="null"/> where it was removed, or where its content is gone, so that it cannot be approved.</param>
public sealed record PendingOutput(string Path, PendingKind Kind, ApprovedOutput? Old, ApprovedOutput? New)
{
    /// <summary>The approved file; <see langword="null"/> where it is none in the folder of snapshots.</summary>
    public string? OldFile => Old?.File;

    /// <summary>The received file; <see langword="null"/> where it is none in the folder of snapshots.</summary>
    public string? NewFile => New?.File;

    /// <summary>Whether it can be approved: its content is there.</summary>
    public bool CanApprove => Kind == PendingKind.Removed || New is { IsContentKnown: true };
}
