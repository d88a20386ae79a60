using Kptn.Engine.Mapping;

namespace Kptn.Testing.Snapshots.Naming;

/// <summary>Names folders of snapshots: <c>graph/task</c>, and below it one for each item.</summary>
internal static class SnapshotFolders
{
    private const int Longest = 60;

    /// <summary>The folder of a key, relative to the folder of snapshots.</summary>
    public static string Of(SnapshotKey key, SnapshotSettings settings)
    {
        var folder = Path.Combine(Name(key.Graph, settings), Name(key.Task, settings));
        return key.Item is null ? folder : Path.Combine(folder, ItemName(key.Item));
    }

    private static string Name(string name, SnapshotSettings settings) =>
        SafeName.IsPlain(name) && !settings.AlikeNames.Contains(name) ? name : Marked(name, name);

    private static string ItemName(string item)
    {
        var name = ItemNames.FileName(item);
        return SafeName.IsPlain(name) ? name : Marked(name, item);
    }

    private static string Marked(string name, string text) => $"{SafeName.Cleaned(name, Longest)}{SafeName.Mark}{SafeName.Hash(text, SafeName.Digits)}";
}
