namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>The end of a run's uploads: waits for them, and says what a user should know.</summary>
public static class UploadEnd
{
    /// <summary>Waits until all that is to be sent is, or cannot be.</summary>
    /// <param name="shared">The shared place; <see langword="null"/> where there is none.</param>
    /// <param name="notice">Gets what a user should know.</param>
    /// <param name="cancellation">Ends the sending; what was not sent stays noted.</param>
    /// <returns>How many contents are not in the shared place.</returns>
    public static async Task<int> AwaitAsync(SharedTier? shared, Action<string> notice, CancellationToken cancellation)
    {
        if (shared?.Problem is { } problem) notice($"artifacts could not be looked for: {problem}");
        if (shared?.Uploads is not { } uploads) return 0;
        var end = await uploads.FinishAsync((count, bytes) => notice($"waiting until {Artifacts(count)} ({ByteText.Of(bytes)}) {(count == 1 ? "is" : "are")} in '{shared.Content.Place}'"), cancellation).ConfigureAwait(false);
        if (!end.IsDurable) notice($"{Artifacts(end.Pending)} ({ByteText.Of(end.PendingBytes)}) {(end.Pending == 1 ? "is" : "are")} not in '{shared.Content.Place}' yet: {end.Problem}; nothing is lost here: the next 'kptn run' sends the rest, or do it with: kptn cache push");
        return end.Pending;
    }

    private static string Artifacts(int count) => count == 1 ? "1 artifact" : $"{count} artifacts";
}
