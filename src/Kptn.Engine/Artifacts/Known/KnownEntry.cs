using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>An entry of what is known, to be put into the shared place once all that it names is there.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Content">Its content.</param>
/// <param name="Hashes">The content that it names.</param>
public sealed record KnownEntry(string Name, ReadOnlyMemory<byte> Content, IReadOnlyList<Hash256> Hashes);
