namespace Kptn.Engine.State.Local.Items;

/// <summary>An item file, and whose it is.</summary>
/// <param name="Path">The file.</param>
/// <param name="ShownPath">Its path for messages.</param>
/// <param name="Key">The key that it belongs to.</param>
/// <param name="Task">The mapped task.</param>
internal sealed record ItemFilePlace(string Path, string ShownPath, StateKey Key, string Task)
{
    private const string Folder = "items";

    /// <summary>The file of a task's items.</summary>
    /// <param name="keyFolder">The key's folder.</param>
    /// <param name="task">The task.</param>
    public static string PathOf(string keyFolder, string task) => System.IO.Path.Combine(keyFolder, Folder, KeyFolder.Name(task));

    /// <summary>Deletes the file, and waits until that is on disk.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public static void Delete(string path)
    {
        if (!File.Exists(path)) return;
        try
        {
            File.Delete(path);
            DurableFile.SyncFolder(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("delete the state file", path, e);
        }
    }
}
