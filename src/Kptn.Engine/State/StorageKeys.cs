using Kptn.Engine.Projects;

namespace Kptn.Engine.State;

/// <summary>Decides whose state a run reads and writes.</summary>
public static class StorageKeys
{
    /// <summary>The key outside of git.</summary>
    public const string Default = "local";

    /// <summary>The configured storage key, else the configured branch, else the git branch, else <see cref="Default"/>.</summary>
    /// <param name="settings">The project's settings.</param>
    /// <param name="root">The project's folder, absolute.</param>
    public static string Resolve(Settings settings, string root)
    {
        if (!string.IsNullOrWhiteSpace(settings.StorageKey)) return settings.StorageKey;
        if (!string.IsNullOrWhiteSpace(settings.Branch)) return settings.Branch;
        return GitBranch.Of(root) ?? Default;
    }
}
