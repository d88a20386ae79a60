namespace Kptn.Engine.State.Local;

/// <summary>The start of a log: a <see cref="FileHeader"/> that names the storage key and the namespace.</summary>
internal static class LogHeader
{
    public const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "kptnlog\n"u8;

    public static void Write(RecordBuffer target, StateKey key, int version = Version, string? writer = null) =>
        FileHeader.Write(target, Magic, version, [key.StorageKey, key.Namespace], writer);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The log.</param>
    /// <param name="path">The log's path, for messages.</param>
    /// <param name="end">Where the first record starts.</param>
    /// <returns>Whose log it is; <see langword="null"/> where the header is damaged.</returns>
    /// <exception cref="StateFormatException">A newer kptn wrote it.</exception>
    public static StateKey? Read(byte[] bytes, string path, out int end)
    {
        var names = new string[2];
        return FileHeader.Read(bytes, path, Magic, Version, names, out end) ? new StateKey(names[0], names[1]) : null;
    }
}
