namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>What became of what was to be sent.</summary>
/// <param name="Sent">Contents that were sent.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Known">Contents that were there already.</param>
/// <param name="Pending">Contents that are still to be sent; they are noted.</param>
/// <param name="PendingBytes">Their bytes.</param>
/// <param name="Problem">What kept them; <see langword="null"/> where nothing did.</param>
public sealed record UploadSummary(int Sent, long Bytes, int Known, int Pending, long PendingBytes, string? Problem)
{
    /// <summary>Nothing was to be done.</summary>
    public static UploadSummary None { get; } = new(0, 0, 0, 0, 0, null);

    /// <summary>Whether all is in the shared place.</summary>
    public bool IsDurable => Pending == 0;
}
