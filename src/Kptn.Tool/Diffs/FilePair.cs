namespace Kptn.Tool.Diffs;

/// <summary>Two files or folders to compare.</summary>
/// <param name="Title">What they are called where the difference is shown.</param>
/// <param name="Path">What they are compared as: its ending tells how they are written, and settings may be for it.</param>
/// <param name="Old">The one before, absolute; <see langword="null"/> where there was none.</param>
/// <param name="New">The one after, absolute; <see langword="null"/> where there is none.</param>
internal sealed record FilePair(string Title, string Path, string? Old, string? New);
