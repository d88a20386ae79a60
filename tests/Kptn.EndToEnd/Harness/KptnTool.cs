using System.Diagnostics;

namespace Kptn.EndToEnd.Harness;

/// <summary>The built tool as a child process: the published one that <c>$KPTN_TOOL</c> names, else the one beside the tests.</summary>
public static class KptnTool
{
    /// <summary>Variables by which build servers are known: the tool is run as at a desk, wherever the tests run.</summary>
    public static readonly IReadOnlyList<string> ServerVariables =
    [
        "CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "APPVEYOR", "TRAVIS", "CIRCLECI", "BUILDKITE", "BITBUCKET_BUILD_NUMBER",
        "CODEBUILD_BUILD_ID", "BUILD_BUILDID", "GO_SERVER_URL", "bamboo_buildKey", "MYGET_BUILD", "GITHUB_STEP_SUMMARY",
    ];

    private static readonly string? Published = Environment.GetEnvironmentVariable("KPTN_TOOL") is { Length: > 0 } tool && File.Exists(tool) ? tool : null;

    public static ToolExit Call(string folder, IReadOnlyDictionary<string, string?>? environment, params IEnumerable<string> arguments)
    {
        using var process = Start(folder, environment, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolExit(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    public static Process Start(string folder, IReadOnlyDictionary<string, string?>? environment, params IEnumerable<string> arguments)
    {
        // env: where the tests run in the background of a shell, an interrupt would be ignored by all below.
        var info = new ProcessStartInfo("/usr/bin/env", ["--default-signal", Published ?? "dotnet"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        if (Published is null)
        {
            info.ArgumentList.Add("exec");
            info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "dotnet-kptn.dll"));
        }

        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("KPTN_", StringComparison.Ordinal) || name is "SCRATCH_DIR" or "STORAGE_KEY").ToList()) info.Environment.Remove(name);
        foreach (var name in ServerVariables) info.Environment.Remove(name);
        info.Environment["NO_COLOR"] = "1";
        info.Environment["PYTHONDONTWRITEBYTECODE"] = null;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        }

        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return process;
    }
}
