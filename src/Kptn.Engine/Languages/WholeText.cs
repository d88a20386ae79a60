using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages;

/// <summary>A text file that counts as code whole.</summary>
/// <param name="Component">Its component.</param>
/// <param name="Content">Hash of its bytes as they are.</param>
/// <param name="MentionsContext">Whether it has <c>KPTN_CONTEXT</c>.</param>
internal sealed record WholeText(Component Component, Hash256 Content, bool MentionsContext);
