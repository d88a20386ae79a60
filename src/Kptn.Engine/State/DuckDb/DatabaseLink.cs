using System.Globalization;
using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.DuckDb;

/// <summary>
/// Which database a journal goes on from: the name of the fold that the database had last, the one that was about to be made, and the stamp of the
/// file. A database with another name is not the one that the journal knows.
/// </summary>
/// <param name="Fold">Name of the last fold; empty before the first.</param>
/// <param name="Next">Name of a fold that was begun and of which it is not known whether it was committed; else the same.</param>
/// <param name="Stamp">Stamp of the file after the last fold.</param>
/// <param name="Folded">Tells what the last fold took into the database; see <see cref="Digest"/>.</param>
internal sealed record DatabaseLink(string Fold, string Next, FileStamp Stamp, string Folded)
{
    private const string Version = "kptn database 1";

    /// <summary>The file that it is kept in, in the folder of a key.</summary>
    public static string PathOf(string folder) => Path.Combine(folder, "database");

    /// <summary>Tells one list of states from another.</summary>
    public static string Digest(IEnumerable<TaskState> states)
    {
        var lines = states.Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Task} {state.Last?.RunId} {state.Last?.Tries} {state.Last?.Outcome} {state.Last?.EndedAt.Ticks} {state.Good?.RunId} {state.Good?.EndedAt.Ticks}"));
        return Hash256.Of(string.Join('\n', lines.Order(StringComparer.Ordinal))).ToString();
    }

    /// <summary>Whether a database that names its last fold so is the one that the journal knows.</summary>
    public bool Knows(string? fold) => fold is not null && (fold == Fold || fold == Next);

    /// <summary>Reads it; <see langword="null"/> where there is none, or none that can be read.</summary>
    public static DatabaseLink? Read(string path)
    {
        try
        {
            if (File.ReadAllLines(path) is not [Version, var fold, var next, var size, var mtime, var identity, var folded]) return null;
            return new DatabaseLink(fold, next, new FileStamp(long.Parse(size, CultureInfo.InvariantCulture), long.Parse(mtime, CultureInfo.InvariantCulture), ulong.Parse(identity, CultureInfo.InvariantCulture)), folded);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Writes it durably.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Version}\n{Fold}\n{Next}\n{Stamp.Size}\n{Stamp.MTime}\n{Stamp.Identity}\n{Folded}\n");
        DurableFile.Replace(path, path + ".tmp", Encoding.UTF8.GetBytes(text));
    }
}
