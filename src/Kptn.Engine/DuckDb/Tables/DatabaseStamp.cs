using System.Numerics;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.DuckDb.Tables;

/// <summary>
/// Stamps of database files. They need no margin for the clock's resolution: nobody can open a database, change it and close it within
/// a tick of the moment in which kptn let it go.
/// </summary>
internal static class DatabaseStamp
{
    /// <summary>The stamp of a database and of the log beside it; <see langword="null"/> where there is none.</summary>
    /// <param name="path">The database, absolute.</param>
    public static FileStamp? Take(string path)
    {
        if (FileStamps.Take(path, long.MaxValue, out var file) != FileStamps.EntryKind.File) return null;
        if (FileStamps.Take(path + ".wal", long.MaxValue, out var log) != FileStamps.EntryKind.File) return file with { Racy = false };
        return new FileStamp(file.Size + log.Size, Math.Max(file.MTime, log.MTime), BitOperations.RotateLeft(file.Identity, 1) ^ log.Identity);
    }
}
