using Kptn.Engine.State.Local;

namespace Kptn.Engine.DuckDb.Checkpoints;

/// <summary>Copies of database files that are whole and on disk, or not there.</summary>
internal static class DatabaseCopy
{
    /// <summary>Copies a closed database to a temporary file, sharing its blocks where the file system can.</summary>
    /// <exception cref="IOException">It cannot be copied.</exception>
    public static void Make(string from, string temporary)
    {
        Drop(temporary);
        try
        {
            File.Copy(from, temporary);
            File.SetAttributes(temporary, File.GetAttributes(temporary) & ~FileAttributes.ReadOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Drop(temporary);
            throw IoReason.Wrap("copy the database to", temporary, e);
        }
    }

    /// <summary>Changes a copy, and closes it so that all of it is in its one file.</summary>
    /// <exception cref="IOException">It cannot be changed.</exception>
    public static void Change(string temporary, Func<DuckConnection, DuckError?> change)
    {
        var (database, error) = DuckDatabase.Open(new DuckOptions(temporary));
        if (database is not null)
        {
            using (database)
            {
                using var connection = database.Connect();
                error = change(connection);
            }
        }

        if (error is null && !CheckpointFile.HasLog(temporary)) return;
        Drop(temporary);
        throw new IOException($"cannot write '{temporary}': {error?.Summary ?? "its log could not be folded in"}");
    }

    /// <summary>Puts a finished copy in the place of another file, durably; that one is there until this one is.</summary>
    /// <exception cref="IOException">It cannot be done.</exception>
    public static void Publish(string temporary, string path)
    {
        try
        {
            using (var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(handle);
            File.Move(temporary, path, overwrite: true);
            DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Drop(temporary);
            throw IoReason.Wrap("write", path, e);
        }
    }

    /// <summary>Removes what is left of a copy.</summary>
    public static void Drop(string temporary)
    {
        DurableFile.DeleteIfPossible(temporary);
        DurableFile.DeleteIfPossible(CheckpointFile.LogOf(temporary));
    }
}
