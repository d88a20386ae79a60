using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.R;

/// <summary>What one script reaches.</summary>
internal sealed class RFollowed
{
    /// <summary>R files and their names; quiet ones only stand in for what could not be told, so that their own mistakes are not reported.</summary>
    public Dictionary<string, (RFile File, string Name, bool IsQuiet)> Scripts { get; } = new(StringComparer.Ordinal);

    /// <summary>Files in other languages and their names.</summary>
    public Dictionary<string, string> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>What is wrong.</summary>
    public List<Finding> Findings { get; } = [];
}
