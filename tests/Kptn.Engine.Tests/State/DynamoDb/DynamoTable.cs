using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Kptn.Engine.Artifacts;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.State.DynamoDb;
using Kptn.Engine.State.DynamoDb.Results;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.Tests.State.DynamoDb;

/// <summary>A table of a test's own, and the machines that share it: each a folder.</summary>
internal sealed class DynamoTable(DynamoServer server) : IDisposable
{
    private readonly TestFolder _folder = new();

    public DynamoTarget Target { get; private set; } = new("");

    /// <summary>Times for tests: quick, so that nothing waits.</summary>
    public DynamoTimings Timings { get; set; } = new() { Beat = TimeSpan.FromMilliseconds(500), TimeToLive = TimeSpan.FromSeconds(4) };

    /// <summary>Times for tests with a bad network.</summary>
    public static DynamoTimings Patient { get; } = new() { Beat = TimeSpan.FromMilliseconds(500), TimeToLive = TimeSpan.FromSeconds(6), Tries = 14, FirstTries = 14, FirstPause = TimeSpan.FromMilliseconds(3), LongestPause = TimeSpan.FromMilliseconds(200) };

    public string KptnDir(string machine = "a") => _folder[$"{machine}/.kptn"];

    public void Dispose() => _folder.Dispose();

    /// <summary>Makes another table, which is empty.</summary>
    public async Task MakeAsync()
    {
        Target = new DynamoTarget($"kptn-{Guid.NewGuid():N}", "eu-central-1", (await server.EndpointAsync()).ToString());
        await Store().CreateTableAsync(wait: true, TestContext.Current.CancellationToken);
    }

    public DynamoStateStore Store(string machine = "a", string? endpoint = null) =>
        new(KptnDir(machine), Target, TimeProvider.System, Timings, target => Client(endpoint ?? target.Endpoint!), Artifacts(machine));

    /// <summary>What a machine keeps by hash.</summary>
    public LocalArtifactStore Artifacts(string machine = "a") => new(_folder[$"{machine}/.kptn/artifacts"]);

    /// <summary>The results of the table as a machine gets them.</summary>
    public IResultSource Results(string machine, string endpoint) => new ResultTable(new TableClient(Target, Timings, TimeProvider.System, _ => Client(endpoint)), Artifacts(machine), ResultTable.FolderOf(KptnDir(machine), Target));

    /// <summary>Puts results of a machine into the table, each as an item of its own.</summary>
    public Task UploadSinglesAsync(string machine, IReadOnlyCollection<Hash256> hashes) => new SingleResults(new TableClient(Target, Timings, TimeProvider.System, target => Client(target.Endpoint!)), Artifacts(machine)).UploadAsync(hashes, TestContext.Current.CancellationToken);

    /// <summary>A client with credentials of nobody.</summary>
    public static AmazonDynamoDBClient Client(string endpoint) =>
        new(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = endpoint, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(5) });
}
