using System.Globalization;

namespace Kptn.Engine.State.Git;

/// <summary>A line of a reflog (git-update-ref(1)): what a reference became, when, and why.</summary>
/// <param name="Commit">What it became, in hexadecimal.</param>
/// <param name="Time">Seconds since 1970.</param>
/// <param name="Message">Why.</param>
internal readonly record struct GitLogEntry(string Commit, long Time, string Message)
{
    private const string Moving = "checkout: moving from ";

    /// <summary>Reads the log of a reference, the oldest first.</summary>
    /// <param name="folder">The folder of git, or of a worktree.</param>
    /// <param name="reference">The reference.</param>
    public static IReadOnlyList<GitLogEntry> Read(string folder, string reference) =>
        [.. GitText.Lines(Path.Combine(folder, "logs", reference)).Select(Parse).OfType<GitLogEntry>()];

    /// <summary>From where HEAD went where; <see langword="null"/> where it stayed.</summary>
    public (string From, string To)? Move()
    {
        if (!Message.StartsWith(Moving, StringComparison.Ordinal)) return null;
        var rest = Message[Moving.Length..];
        return rest.IndexOf(" to ", StringComparison.Ordinal) is > 0 and var at ? (rest[..at], rest[(at + 4)..]) : null;
    }

    private static GitLogEntry? Parse(string line)
    {
        // old new name <mail> seconds zone TAB message
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var head = tab < 0 ? line : line[..tab];
        var words = head.Split(' ');
        if (words.Length < 4 || !long.TryParse(words[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var time)) return null;
        return new GitLogEntry(words[1], time, tab < 0 ? "" : line[(tab + 1)..]);
    }
}
