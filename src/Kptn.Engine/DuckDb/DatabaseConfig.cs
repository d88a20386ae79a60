using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.DuckDb;

/// <summary>The database of a graph, as <c>config.duckdb</c> names it.</summary>
/// <param name="Fixed">Its file, absolute; <see langword="null"/> where each task has a database of its own in memory, or a function tells the file.</param>
/// <param name="Written">The file as written; empty where a function tells it.</param>
/// <param name="Names">Names under which tasks get it.</param>
internal sealed record DatabaseConfig(string? Fixed, string Written, IReadOnlyList<string> Names)
{
    /// <summary>The key of config.</summary>
    public const string Key = "duckdb";

    /// <summary>No database in a file.</summary>
    public static DatabaseConfig InMemory { get; } = new(null, ":memory:", []);

    /// <summary>What a function has told; <see langword="null"/> where none is asked.</summary>
    public DatabaseLocation? Location { get; init; }

    /// <summary>The file, absolute, as far as it is known; <see langword="null"/> where each task has a database of its own in memory.</summary>
    public string? Path => Fixed ?? Location?.Path;

    /// <summary>The file for messages.</summary>
    public string Shown => Written.Length > 0 ? Written : System.IO.Path.GetFileName(Path) ?? ":memory:";

    /// <summary>Whether tasks may share it: it is in a file, or a function has not told yet that it is not.</summary>
    public bool IsShared => Path is not null || Location is { IsKnown: false };

    /// <summary>The database that config names.</summary>
    /// <param name="config">Config values.</param>
    /// <param name="root">What a relative path starts from.</param>
    /// <param name="location">What the function has told, where config names one.</param>
    public static DatabaseConfig Of(IReadOnlyList<ConfigValue> config, string root, Func<DatabaseLocation> location)
    {
        var value = config.FirstOrDefault(value => value.Name == Key);
        IReadOnlyList<string> names = value?.Alias is { } alias ? [Key, alias] : [Key];
        if (value?.Function is not null) return new DatabaseConfig(null, "", names) { Location = location() };
        if (value?.Value is not YamlScalar { Value: string path } || IsInMemory(path)) return InMemory;
        return new DatabaseConfig(System.IO.Path.GetFullPath(path, root), path, names);
    }

    /// <summary>Whether a path stands for a database in memory.</summary>
    public static bool IsInMemory(string path) => path.Length == 0 || path.StartsWith(":memory:", StringComparison.Ordinal);
}
