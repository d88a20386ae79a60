namespace Kptn.Testing.Snapshots;

/// <summary>Tells build servers by what they put into the environment of what they start.</summary>
public static class BuildServer
{
    private static readonly (string Variable, string Name)[] Servers =
    [
        ("GITHUB_ACTIONS", "GitHub Actions"), ("GITLAB_CI", "GitLab CI"), ("TF_BUILD", "Azure Pipelines"), ("JENKINS_URL", "Jenkins"), ("TEAMCITY_VERSION", "TeamCity"),
        ("APPVEYOR", "AppVeyor"), ("TRAVIS", "Travis"), ("CIRCLECI", "CircleCI"), ("BUILDKITE", "Buildkite"), ("BITBUCKET_BUILD_NUMBER", "Bitbucket Pipelines"),
        ("CODEBUILD_BUILD_ID", "AWS CodeBuild"), ("BUILD_BUILDID", "Azure Pipelines"), ("GO_SERVER_URL", "GoCD"), ("bamboo_buildKey", "Bamboo"), ("MYGET_BUILD", "MyGet"),
        ("CI", "a build server"),
    ];

    /// <summary>The build server that this runs on; <see langword="null"/> where it runs on none.</summary>
    /// <param name="variable">Looks up a variable of the environment.</param>
    public static string? Find(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        foreach (var (name, server) in Servers)
        {
            if (variable(name) is { Length: > 0 } value && value is not "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase)) return server;
        }

        return null;
    }
}
