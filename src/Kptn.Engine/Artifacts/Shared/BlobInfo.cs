namespace Kptn.Engine.Artifacts.Shared;

/// <summary>What a listing tells of a blob.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When it was put, or last refreshed, by the clock of the place.</param>
public readonly record struct BlobInfo(string Name, long Size, DateTimeOffset Modified);
