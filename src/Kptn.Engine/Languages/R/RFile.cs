using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.R;

/// <summary>A script as it is on disk now.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Content">Hash of its bytes.</param>
/// <param name="Sources">What it pulls in.</param>
internal sealed record RFile(string Path, Hash256 Content, RSources Sources);
