using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>An output as recorded after a success.</summary>
/// <param name="Path">Path relative to the scratch dir, with <c>/</c>; a folder ends in <c>/</c>; a table is its <c>duckdb://</c> URL.</param>
/// <param name="Hash">SHA-256 of the content; for a folder, of its listing.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Stamp">What lets the content be trusted without reading it again.</param>
public sealed record OutputState(string Path, Hash256 Hash, long Size, FileStamp Stamp);
