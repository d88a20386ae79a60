namespace Kptn.Engine.State.Local;

/// <summary>Finds what killed writers left in the folder of a key.</summary>
internal static class LocalLeftovers
{
    /// <summary>Deletes or counts it, unless a writer is at work.</summary>
    public static (int Files, long Bytes) Sweep(string folder, StateKey key, bool isTrial)
    {
        if (!Directory.Exists(folder) || StateLock.TryTake(folder, new LeaseHolder(Environment.MachineName, Environment.ProcessId, TimeProvider.System.GetUtcNow())) is not { } held) return default;
        using (held)
        {
            var (files, bytes) = (0, 0L);
            foreach (var file in Find(folder, key))
            {
                (files, bytes) = (files + 1, bytes + file.Length);
                if (!isTrial) DurableFile.DeleteIfPossible(file.FullName);
            }

            return (files, bytes);
        }
    }

    private static List<FileInfo> Find(string folder, StateKey key)
    {
        var found = new DirectoryInfo(folder).EnumerateFiles("*.tmp", SearchOption.AllDirectories).ToList();
        var items = new DirectoryInfo(Path.Combine(folder, "items"));
        if (!items.Exists || BaseFile.Read(folder, key) is { Hidden.Count: > 0 }) return found;

        // A log that cannot be read to its end may have records of any task.
        var image = LogImage.ReadOf(key, Path.Combine(folder, "log"));
        if (image.Key is null || image.Damage != LogDamage.None) return found;
        var names = image.Decode().Keys.Select(KeyFolder.Name).ToHashSet(StringComparer.Ordinal);
        found.AddRange(items.EnumerateFiles().Where(file => !file.Name.Contains('.', StringComparison.Ordinal) && !names.Contains(file.Name)));
        return found;
    }
}
