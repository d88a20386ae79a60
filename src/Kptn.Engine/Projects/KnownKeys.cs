namespace Kptn.Engine.Projects;

/// <summary>Every key that kptn.yaml may hold, level by level: the validator and the JSON Schema both hold to these.</summary>
public static class KnownKeys
{
    /// <summary>At the top of kptn.yaml.</summary>
    public static IReadOnlyList<string> Top { get; } = ["graphs", "tasks", "settings", "config"];

    /// <summary>Of <c>settings</c>.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        "flows_dir", "flow_type", "py_tasks_dir", "r_tasks_dir", "duckdb_tasks_dir", "docker_image", "cache_namespace",
        "storage_key", "branch", "branch_from", "db", "scratch_dir", "logging", "limits", "resources", "python", "rscript",
        "retries", "timeout", "artifacts", "s3", "dynamodb", "snapshots", "r_worker", "tasks_conf_path",
    ];

    /// <summary>Of <c>[tool.kptn]</c> in pyproject.toml.</summary>
    public static IReadOnlyList<string> ToolKptn { get; } = ["tasks_conf_path", "flows_dir", "py_tasks_dir", "docker_image", "cache_namespace"];

    /// <summary>Of <c>settings.logging</c>.</summary>
    public static IReadOnlyList<string> Logging { get; } = ["file"];

    /// <summary>Of <c>settings.resources</c> and of a task's <c>compute</c>.</summary>
    public static IReadOnlyList<string> Compute { get; } = ["cpu", "memory"];

    /// <summary>Of <c>settings.dynamodb</c>.</summary>
    public static IReadOnlyList<string> DynamoDb { get; } = ["table", "region", "endpoint"];

    /// <summary>Of <c>settings.s3</c>.</summary>
    public static IReadOnlyList<string> S3 { get; } = ["region", "endpoint", "path_style"];

    /// <summary>Of <c>settings.snapshots</c>.</summary>
    public static IReadOnlyList<string> Snapshots { get; } = ["dir", "max_bytes"];

    /// <summary>Of a graph.</summary>
    public static IReadOnlyList<string> Graph { get; } = ["extends", "config", "tasks"];

    /// <summary>Of an entry of <c>extends</c> that is a map.</summary>
    public static IReadOnlyList<string> GraphParent { get; } = ["graph", "args"];

    /// <summary>Of a task in a graph that is a map.</summary>
    public static IReadOnlyList<string> GraphTask { get; } = ["deps", "args"];

    /// <summary>Of a task.</summary>
    public static IReadOnlyList<string> Task { get; } =
    [
        "file", "command", "outputs", "args", "cache_result", "iterable_item", "map_over", "bundle_size", "group_size",
        "prefix_args", "cli_args", "compute", "duckdb_checkpoint", "tags", "retries", "retry_delay", "timeout", "env",
        "code_deps", "use", "after", "on_failure", "snapshot",
    ];

    /// <summary>Of a <c>map_over</c> that is a map.</summary>
    public static IReadOnlyList<string> MapOver { get; } = ["glob", "key"];

    /// <summary>Of a task's <c>snapshot</c>.</summary>
    public static IReadOnlyList<string> Snapshot { get; } =
        ["keys", "ignore", "sort", "tolerance", "scrub", "mode", "skip", "ordered", "where", "thresholds"];

    /// <summary>Of a config entry that says where its value comes from.</summary>
    public static IReadOnlyList<string> ConfigSource { get; } = ["include", "function", "value", "alias"];
}
