using System.Globalization;

namespace Kptn.Testing.Servers;

/// <summary>The ways in which a DynamoDB for tests is had.</summary>
internal static class DynamoDbWays
{
    private const string EndpointVariable = "KPTN_DYNAMODB_ENDPOINT";
    private const string JarVariable = "KPTN_DYNAMODB_JAR";
    private const string ServerJar = "DynamoDBLocal.jar";
    private const int ContainerPort = 8000;

    // Containers and the jar take the same words. One database for all, whatever region and key a client names.
    private static readonly string[] Arguments = ["-jar", ServerJar, "-inMemory", "-sharedDb"];

    /// <summary>Tries one way.</summary>
    /// <returns>What was started, where it answers, and else why it does not.</returns>
    public static Task<(GuardedProcess? Process, Uri? Endpoint, string Reason)> TryAsync(DynamoDbWay way, DynamoDbLocalOptions options, CancellationToken cancellation) => way switch
    {
        DynamoDbWay.Given => GivenAsync(options, cancellation),
        DynamoDbWay.Docker => ContainerAsync("docker", options, cancellation),
        DynamoDbWay.Podman => ContainerAsync("podman", options, cancellation),
        _ => JavaAsync(options, cancellation),
    };

    private static async Task<(GuardedProcess? Process, Uri? Endpoint, string Reason)> GivenAsync(DynamoDbLocalOptions options, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(EndpointVariable) is not { Length: > 0 } given) return (null, null, $"{EndpointVariable} is not set");
        if (!Uri.TryCreate(given, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https")) return (null, null, $"{EndpointVariable} is '{given}', which is no http address");
        return await Answering.WaitAsync(endpoint, null, options.Patience, cancellation).ConfigureAwait(false) is { Length: > 0 } reason ? (null, null, reason) : (null, endpoint, "");
    }

    private static async Task<(GuardedProcess? Process, Uri? Endpoint, string Reason)> ContainerAsync(string command, DynamoDbLocalOptions options, CancellationToken cancellation)
    {
        if (Commands.Find(command) is not { } program) return (null, null, $"'{command}' is not installed");
        var name = $"kptn-dynamodb-{Guid.NewGuid():N}";
        var process = GuardedProcess.Container(program, name, [.. Publish(name), options.Image, .. Arguments]);
        return await FollowAsync(process, () => PortOfAsync(program, name, process, options.Patience, cancellation), options.Patience, cancellation).ConfigureAwait(false);
    }

    private static async Task<(GuardedProcess? Process, Uri? Endpoint, string Reason)> JavaAsync(DynamoDbLocalOptions options, CancellationToken cancellation)
    {
        if (Commands.Find("java") is not { } program) return (null, null, "'java' is not installed");
        if (JarPath(options) is not { } jar) return (null, null, $"{ServerJar} was not found; set {JarVariable} to where it is");
        var folder = Path.GetDirectoryName(Path.GetFullPath(jar))!;
        var port = FreePort.Find();
        var process = GuardedProcess.Program(program, ["-Djava.library.path=./DynamoDBLocal_lib", .. Arguments, "-port", port.ToString(CultureInfo.InvariantCulture)], folder);
        return await FollowAsync(process, () => Task.FromResult<int?>(port), options.Patience, cancellation).ConfigureAwait(false);
    }

    private static async Task<(GuardedProcess? Process, Uri? Endpoint, string Reason)> FollowAsync(GuardedProcess process, Func<Task<int?>> port, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            var endpoint = await port().ConfigureAwait(false) is { } found ? new Uri($"http://127.0.0.1:{found}") : null;
            var reason = endpoint is null ? process.Failure() : await Answering.WaitAsync(endpoint, process, patience, cancellation).ConfigureAwait(false);
            if (reason.Length == 0) return (process, endpoint, "");
            await process.DisposeAsync().ConfigureAwait(false);
            return (null, null, reason);
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static string[] Publish(string name) => ["--rm", "--name", name, "--publish", $"127.0.0.1::{ContainerPort}"];

    // What it prints is an address such as 127.0.0.1:34567, once the container runs.
    private static async Task<int?> PortOfAsync(string program, string name, GuardedProcess process, TimeSpan patience, CancellationToken cancellation)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !process.HasEnded && TimeProvider.System.GetElapsedTime(start) < patience; await Task.Delay(100, cancellation).ConfigureAwait(false))
        {
            var said = await Commands.OutputOfAsync(program, ["port", name, $"{ContainerPort}/tcp"], cancellation).ConfigureAwait(false);
            var line = said.Split('\n')[0].Trim();
            if (int.TryParse(line[(line.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return port;
        }

        return null;
    }

    private static string? JarPath(DynamoDbLocalOptions options)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] places =
        [
            options.Jar, Environment.GetEnvironmentVariable(JarVariable), Path.Combine(home, ".dynamodb-local", ServerJar), Path.Combine(home, "dynamodb-local", ServerJar),
            $"/opt/dynamodb-local/{ServerJar}", $"/usr/local/lib/dynamodb-local/{ServerJar}", $"/usr/share/dynamodb-local/{ServerJar}", $"/opt/homebrew/opt/dynamodb-local/libexec/{ServerJar}",
        ];
        return Array.Find(places, place => !string.IsNullOrEmpty(place) && File.Exists(place));
    }
}
