using System.Globalization;

namespace Kptn.Engine.DuckDb;

/// <summary>What DuckDB says is wrong.</summary>
/// <param name="Message">Its message, whole.</param>
internal sealed record DuckError(string Message)
{
    private const string Mark = "LINE ";

    /// <summary>The message on one line, without the excerpt of the statement.</summary>
    public string Summary
    {
        get
        {
            var end = Message.IndexOf("\n" + Mark, StringComparison.Ordinal);
            var text = end < 0 ? Message : Message[..end];
            return string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
    }

    /// <summary>The line of the statement that it is about, from 1; 1 where it does not say.</summary>
    public int Line
    {
        get
        {
            var at = Message.IndexOf("\n" + Mark, StringComparison.Ordinal);
            if (at < 0) return 1;
            var digits = Message.AsSpan(at + 1 + Mark.Length);
            var end = digits.IndexOf(':');
            return end > 0 && int.TryParse(digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 1;
        }
    }

    /// <summary>Whether a statement was ended from outside.</summary>
    public bool IsInterrupt => Message.StartsWith("INTERRUPT", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a statement was refused for what it says, before any of it ran.</summary>
    public bool IsRefusal => Message.StartsWith("Parser Error", StringComparison.Ordinal) || Message.StartsWith("Binder Error", StringComparison.Ordinal);

    /// <summary>Whether another process holds the database.</summary>
    public bool IsLocked => Message.Contains("Could not set lock on file", StringComparison.Ordinal) || Message.Contains("Conflicting lock is held", StringComparison.Ordinal);
}
