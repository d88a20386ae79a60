namespace Kptn.Engine.Languages.Python;

/// <summary>A config entry as the Python worker needs it: a value, or a callable whose parameters are filled from the entries before it.</summary>
public sealed record PythonConfigEntry
{
    private PythonConfigEntry(string key) => Key = key;

    /// <summary>Its key.</summary>
    public string Key { get; }

    /// <summary>Its second name.</summary>
    public string? Alias { get; init; }

    /// <summary>The value as JSON text.</summary>
    internal string? Json { get; private init; }

    /// <summary>The callable, as <c>module:name</c>.</summary>
    internal string? Function { get; private init; }

    /// <summary>An entry with a value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="json">The value as JSON text.</param>
    public static PythonConfigEntry Value(string key, string json) => new(key) { Json = json };

    /// <summary>An entry that is called when a task needs it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="function">The callable, as <c>package.module:name</c>.</param>
    public static PythonConfigEntry Callable(string key, string function) => new(key) { Function = function };
}
