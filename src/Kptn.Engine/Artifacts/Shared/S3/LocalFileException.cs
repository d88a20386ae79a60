namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>A file of this machine could not be read or written while it was sent or fetched: no matter of the network.</summary>
internal sealed class LocalFileException(IOException inner) : IOException(inner.Message, inner);
