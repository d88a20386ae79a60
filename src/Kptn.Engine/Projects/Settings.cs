using Kptn.Engine.Artifacts.Shared.S3;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects;

/// <summary>What <c>settings:</c> of kptn.yaml and <c>[tool.kptn]</c> of pyproject.toml say together; the former wins.</summary>
public sealed record Settings
{
    /// <summary>Where rendered flows go.</summary>
    public string? FlowsDir { get; init; }

    /// <summary><c>vanilla</c>, <c>prefect</c> or <c>stepfunctions</c>.</summary>
    public string FlowType { get; init; } = "vanilla";

    /// <summary>Python roots, absolute, in order.</summary>
    public IReadOnlyList<string> PyTasksDirs { get; init; } = [];

    /// <summary>R roots, absolute, in order.</summary>
    public IReadOnlyList<string> RTasksDirs { get; init; } = [];

    /// <summary>SQL roots, absolute, in order.</summary>
    public IReadOnlyList<string> DuckDbTasksDirs { get; init; } = [];

    /// <summary>Image that rendered flows run in.</summary>
    public string? DockerImage { get; init; }

    /// <summary>Namespace shared by all graphs; else each graph has its own.</summary>
    public string? CacheNamespace { get; init; }

    /// <summary>Whose state it is; else the git branch.</summary>
    public string? StorageKey { get; init; }

    /// <summary>Branch name to use instead of asking git.</summary>
    public string? Branch { get; init; }

    /// <summary>Storage key whose state a new one starts from; <c>none</c> for nobody's; <see langword="null"/> for the branch that it was created from.</summary>
    public string? BranchFrom { get; init; }

    /// <summary><c>local</c>, <c>duckdb</c> or <c>dynamodb</c>.</summary>
    public string Db { get; init; } = "local";

    /// <summary>The DynamoDB table that <see cref="Db"/> may stand for.</summary>
    public DynamoDbSettings DynamoDb { get; init; } = new();

    /// <summary>Scratch folder as written, absolute once resolved; <see langword="null"/> for the default.</summary>
    public string? ScratchDir { get; init; }

    /// <summary>Folder of artifacts, absolute; <see langword="null"/> for the one in kptn's own folder.</summary>
    public string? ArtifactsDir { get; init; }

    /// <summary>The place in S3 behind the folder of artifacts; <see langword="null"/> where there is none.</summary>
    public S3Place? ArtifactsPlace { get; init; }

    /// <summary>How S3 is reached.</summary>
    public S3Settings S3 { get; init; } = new();

    /// <summary>Whether outputs are kept as artifacts; results always are.</summary>
    public bool KeepsOutputs { get; init; } = true;

    /// <summary>Folder of approved snapshots, absolute; <see langword="null"/> for <c>snapshots</c> beside kptn.yaml.</summary>
    public string? SnapshotsDir { get; init; }

    /// <summary>Outputs of at most so many bytes are approved in full, larger ones by their description; <see langword="null"/> for the default.</summary>
    public long? SnapshotMaxBytes { get; init; }

    /// <summary>File for kptn's own log, absolute.</summary>
    public string? LogFile { get; init; }

    /// <summary>How many tasks with a tag may run at once.</summary>
    public IReadOnlyDictionary<string, int> Limits { get; init; } = new Dictionary<string, int>();

    /// <summary>CPU units (1024 = 1 vCPU) that tasks may take together; <see langword="null"/> for the machine's.</summary>
    public int? ResourceCpu { get; init; }

    /// <summary>Memory in MiB that tasks may take together; <see langword="null"/> for the machine's.</summary>
    public int? ResourceMemory { get; init; }

    /// <summary>Python interpreter, absolute or a command name.</summary>
    public string? Python { get; init; }

    /// <summary>Rscript, absolute or a command name.</summary>
    public string? Rscript { get; init; }

    /// <summary>Whether items of R tasks run in forks of an R that is kept warm, where that makes no difference to a script.</summary>
    public bool KeepsRWarm { get; init; } = true;

    /// <summary>Retries of a task that does not say.</summary>
    public int Retries { get; init; }

    /// <summary>Time limit of a task that does not say.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Keys that later rooms read, untouched.</summary>
    public YamlMap? Raw { get; init; }
}
