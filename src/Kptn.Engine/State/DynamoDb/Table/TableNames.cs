using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>
/// Keys of items in the table. Texts of a project are escaped, and so no text reaches another key's items: what parts them (<c>#</c>) and what
/// marks a shortened one (<c>~</c>) are never part of an escaped text.
/// </summary>
internal static class TableNames
{
    /// <summary>The partition that lists keys.</summary>
    public const string Registry = "kptn";

    /// <summary>Sort key of the lease.</summary>
    public const string Lease = "lease";

    /// <summary>Sort key of the head of the log of tasks. It sorts before those of items: who sees a task's end sees its items too.</summary>
    public const string Tasks = "stream";

    /// <summary>What sort keys of replaced generations start with.</summary>
    public const string Old = "old#";

    /// <summary>What sort keys of documents start with.</summary>
    public const string Document = "doc#";

    private const int Longest = 200;
    private const int Kept = 120;

    /// <summary>The sort key of a key in the registry.</summary>
    public static string EntryOf(StateKey key) => $"{Escape(key.StorageKey)}#{Escape(key.Namespace)}";

    /// <summary>The partition of a key: its lease and the heads of its streams.</summary>
    public static string PartitionOf(StateKey key) => $"state#{EntryOf(key)}";

    /// <summary>The sort key of a stream's head.</summary>
    /// <param name="task">The mapped task whose items it has; <see langword="null"/> for the log of tasks.</param>
    public static string StreamOf(string? task) => task is null ? Tasks : $"{Tasks}#{Escape(task)}";

    /// <summary>The partition of a stream's segments.</summary>
    public static string SegmentsOf(string partition, string stream, string generation) => $"{partition}#{stream}#{generation}";

    /// <summary>The sort key of a segment: no writer's segments are another's.</summary>
    public static string SegmentOf(long epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch:d12}#{number:d9}");

    /// <summary>A text in letters that mean nothing to the table.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(text))
        {
            var letter = (char)one;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-') escaped.Append(letter);
            else escaped.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
            if (escaped.Length > Longest) break;
        }

        if (text.Length > 0 && escaped.Length <= Longest && IsWellFormed(text)) return escaped.ToString();
        var hash = Hash256.Of(MemoryMarshal.AsBytes(text.AsSpan()));
        return $"{escaped.ToString(0, Math.Min(escaped.Length, Kept))}~{hash}";
    }

    private static bool IsWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
