namespace Kptn.Testing.Adapters;

/// <summary>A received file and the approved one.</summary>
/// <param name="Received">The received file, absolute; it need not exist.</param>
/// <param name="Verified">The approved file, absolute; it need not exist.</param>
internal sealed record FilePair(string Received, string Verified);
