namespace Kptn.Tool;

/// <summary>The end of a try of an item, as a run log tells it.</summary>
/// <param name="Key">The item's key; of a very long one, its file name as JSON text.</param>
/// <param name="Try">Which try, from 1.</param>
/// <param name="IsLast">Whether the item was not tried again.</param>
/// <param name="IsFailure">Whether it failed and was not tried again.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="Log">File name of its log, where it did not succeed.</param>
internal sealed record ItemLogEntry(string Key, int Try, bool IsLast, bool IsFailure, string Error, string Log);
