using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.DuckDb;

/// <summary>The database of a graph, as <c>config.duckdb</c> names it.</summary>
/// <param name="Path">Its file, absolute; <see langword="null"/> where each task has a database of its own in memory.</param>
/// <param name="Shown">The file as written.</param>
/// <param name="Names">Names under which tasks get it.</param>
internal sealed record DatabaseConfig(string? Path, string Shown, IReadOnlyList<string> Names)
{
    /// <summary>The key of config.</summary>
    public const string Key = "duckdb";

    /// <summary>No database in a file.</summary>
    public static DatabaseConfig InMemory { get; } = new(null, ":memory:", []);

    /// <summary>The database that config names.</summary>
    /// <param name="config">Config values.</param>
    /// <param name="root">What a relative path starts from.</param>
    public static DatabaseConfig Of(IReadOnlyList<ConfigValue> config, string root)
    {
        var value = config.FirstOrDefault(value => value.Name == Key);
        if (value?.Value is not YamlScalar { Value: string path } || path.Length == 0 || path.StartsWith(":memory:", StringComparison.Ordinal)) return InMemory;
        return new DatabaseConfig(System.IO.Path.GetFullPath(path, root), path, value.Alias is { } alias ? [Key, alias] : [Key]);
    }
}
