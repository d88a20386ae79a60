using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The start of an item file: a <see cref="FileHeader"/> that names the storage key, the namespace and the task.</summary>
internal static class ItemHeader
{
    public const int Version = 1;
    private const int Longest = 1 << 20;
    private const int FirstRead = 1 << 12;

    private static ReadOnlySpan<byte> Magic => "kptnitm\n"u8;

    public static void Write(RecordBuffer target, StateKey key, string task, int version = Version, string? writer = null) =>
        FileHeader.Write(target, Magic, version, [key.StorageKey, key.Namespace, task], writer);

    /// <summary>Reads the header of a file.</summary>
    /// <returns>Where the first record starts; zero where the header is damaged.</returns>
    /// <exception cref="StateFormatException">A newer kptn wrote the file, or it is another key's or another task's.</exception>
    public static int Read(SafeFileHandle handle, string path, StateKey key, string task)
    {
        var bytes = ReadStart(handle, FirstRead);
        if (bytes.Length == FirstRead)
        {
            var whole = FileHeader.ContentLength(bytes) + (long)(FileHeader.Fixed + FileHeader.Checksum);
            if (whole is > FirstRead and <= Longest) bytes = ReadStart(handle, (int)whole);
        }

        var names = new string[3];
        if (!FileHeader.Read(bytes, path, Magic, Version, names, out var end)) return 0;
        if (StoredText.Same(names[0], key.StorageKey) && StoredText.Same(names[1], key.Namespace) && StoredText.Same(names[2], task)) return end;
        throw new StateFormatException(
            path,
            $"it is of the items of '{names[2]}' in '{names[0]}' / '{names[1]}', not of '{task}' in '{key.StorageKey}' / '{key.Namespace}'; move it away");
    }

    private static byte[] ReadStart(SafeFileHandle handle, int most)
    {
        var bytes = new byte[most];
        return bytes[..FileBytes.Read(handle, bytes, 0)];
    }
}
