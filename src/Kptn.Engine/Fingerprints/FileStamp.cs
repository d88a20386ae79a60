namespace Kptn.Engine.Fingerprints;

/// <summary>What the file system says of a file. Equal stamps mean equal content, unless the stamp is <see cref="Racy"/>.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="MTime">Time of last change, in nanoseconds since 1970.</param>
/// <param name="Inode">Inode number; zero where there is none.</param>
/// <param name="Racy">Whether it was taken within the clock's resolution of the change, so that a later change could hide behind it.</param>
public readonly record struct FileStamp(long Size, long MTime, ulong Inode, bool Racy = false);
