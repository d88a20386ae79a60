using Xunit;

namespace Kptn.Testing.Servers;

/// <summary>
/// A DynamoDB of a test's own, empty and in memory: one that runs already (<c>$KPTN_DYNAMODB_ENDPOINT</c>), else a container, else the jar of Amazon's
/// DynamoDB Local. It is gone when it is disposed of, and also when the process that started it is killed. Use it as a fixture
/// (<c>IClassFixture&lt;DynamoDbLocal&gt;</c>, <c>[assembly: AssemblyFixture(typeof(DynamoDbLocal))]</c>), or start it.
/// </summary>
public sealed class DynamoDbLocal : IAsyncLifetime
{
    private const string Region = "us-east-1";
    private readonly DynamoDbLocalOptions _options;
    private GuardedProcess? _process;
    private Uri? _endpoint;

    /// <summary>One that is not started yet.</summary>
    public DynamoDbLocal()
        : this(new DynamoDbLocalOptions())
    {
    }

    private DynamoDbLocal(DynamoDbLocalOptions options) => _options = options;

    /// <summary>Where it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not started.</exception>
    public Uri Endpoint => _endpoint ?? throw new InvalidOperationException("DynamoDB Local is not started; call StartAsync, or use it as a fixture");

    /// <summary>How it was had.</summary>
    public DynamoDbWay Way { get; private set; }

    /// <summary>The variables by which kptn, and every AWS SDK, finds it; the credentials are not those of anybody.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL_DYNAMODB"] = Endpoint.ToString(),
        ["AWS_REGION"] = Region,
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
    };

    /// <summary>Starts one.</summary>
    /// <param name="options">How it is looked for.</param>
    /// <param name="cancellation">Ends the waiting for it.</param>
    /// <exception cref="ServerUnavailableException">It can be had in no way.</exception>
    public static async Task<DynamoDbLocal> StartAsync(DynamoDbLocalOptions? options = null, CancellationToken cancellation = default)
    {
        var server = new DynamoDbLocal(options ?? new DynamoDbLocalOptions());
        await server.StartAsync(cancellation).ConfigureAwait(false);
        return server;
    }

    /// <inheritdoc/>
    /// <exception cref="ServerUnavailableException">It can be had in no way.</exception>
    public async ValueTask InitializeAsync() => await StartAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>Ends it, where it was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process) await process.DisposeAsync().ConfigureAwait(false);
        _process = null;
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        var reasons = new List<string>();
        foreach (var way in _options.Ways)
        {
            var (process, endpoint, reason) = await DynamoDbWays.TryAsync(way, _options, cancellation).ConfigureAwait(false);
            if (endpoint is null)
            {
                reasons.Add($"{way}: {reason}");
                continue;
            }

            (_process, _endpoint, Way) = (process, endpoint, way);
            return;
        }

        throw new ServerUnavailableException($"no DynamoDB for the tests: set KPTN_DYNAMODB_ENDPOINT to one, or install docker, podman, or Java and DynamoDB Local\n  {string.Join("\n  ", reasons)}");
    }
}
