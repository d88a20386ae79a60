namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>Says that something is waited for, where it lasts.</summary>
internal static class UploadPatience
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    /// <summary>Waits.</summary>
    /// <param name="task">For what.</param>
    /// <param name="lasts">Called once, where it lasts.</param>
    /// <param name="time">The clock.</param>
    public static async Task AwaitAsync(Task task, Action lasts, TimeProvider time)
    {
        try
        {
            await task.WaitAsync(Short, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            lasts();
            await task.ConfigureAwait(false);
        }
    }
}
