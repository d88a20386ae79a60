using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Kptn.Tests.Servers;

/// <summary>Where the servers lie that eng/servers.sh fetches; it is run where they are missing.</summary>
public static class TestServers
{
    /// <summary>The repository.</summary>
    public static readonly string Root = FindRoot();

    private static readonly Lazy<string> Folder = new(Fetched);

    /// <summary>DynamoDBLocal.jar.</summary>
    public static string DynamoDbJar => Path.Combine(Folder.Value, "dynamodb/package/emulator/DynamoDBLocal.jar");

    /// <summary>The script of s3rver.</summary>
    public static string S3Script => Path.Combine(Folder.Value, "s3/node_modules/s3rver/bin/s3rver.js");

    /// <summary>What s3rver lacks of S3's promises; loaded before it.</summary>
    public static string S3Promises => Path.Combine(Root, "tests/Shared/Servers/s3.js");

    /// <summary>Lets DynamoDbLocal find the jar, however a test starts it.</summary>
    [ModuleInitializer]
    internal static void Tell()
    {
        if (Environment.GetEnvironmentVariable("KPTN_DYNAMODB_JAR") is null or "") Environment.SetEnvironmentVariable("KPTN_DYNAMODB_JAR", Path.Combine(Root, "artifacts/servers/dynamodb/package/emulator/DynamoDBLocal.jar"));
    }

    private static string Fetched()
    {
        var script = Path.Combine(Root, "eng/servers.sh");
        using var process = Process.Start(new ProcessStartInfo(script) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Path.Combine(Root, "artifacts/servers") : throw new InvalidOperationException($"{script} failed: {said}");
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "eng/servers.sh"))) return folder;
        }

        throw new InvalidOperationException("the tests do not run below the repository");
    }
}
