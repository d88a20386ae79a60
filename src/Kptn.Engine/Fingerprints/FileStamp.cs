namespace Kptn.Engine.Fingerprints;

/// <summary>What the file system says of a file. Equal stamps mean equal content, unless the stamp is <see cref="Racy"/>.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="MTime">Time of last change, in nanoseconds since 1970.</param>
/// <param name="Identity">Inode number and time of the last change of the inode, mixed: a program can set a file's times back, but not this. Zero where there is none.</param>
/// <param name="Racy">Whether it was taken within the clock's resolution of the change, so that a later change could hide behind it.</param>
public readonly record struct FileStamp(long Size, long MTime, ulong Identity, bool Racy = false);
