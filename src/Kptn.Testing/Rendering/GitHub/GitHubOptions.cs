namespace Kptn.Testing.Rendering.GitHub;

/// <summary>What GitHub Actions shows of a report.</summary>
public sealed record GitHubOptions
{
    /// <summary>Annotations of each level; GitHub shows ten of a step and drops the others.</summary>
    public int Annotations { get; init; } = 10;

    /// <summary>The project's folder within the repository, which places of files are below; empty where it is the repository's.</summary>
    public string ProjectFolder { get; init; } = "";
}
