namespace Kptn.Engine.Graphs.Drawing;

/// <summary>The fill that tells a task's status at a glance.</summary>
internal static class MarkColour
{
    /// <summary>A colour by the first word of a mark; <see langword="null"/> for words without one.</summary>
    public static string? Of(string mark)
    {
        var end = mark.AsSpan().IndexOfAny(' ', ',', ':');
        return (end < 0 ? mark : mark[..end]) switch
        {
            "fresh" or "ok" or "done" or "success" or "restored" => "#d5f0d5",
            "stale" or "incomplete" or "interrupted" => "#fff0c2",
            "failed" => "#f8cfcf",
            "blocked" or "skipped" => "#e2e2e2",
            "running" => "#cfe3f8",
            _ => null,
        };
    }
}
