namespace Kptn.Engine.Languages.Python;

/// <summary>A value offered to a Python function under a name; it is passed where the signature accepts it.</summary>
public sealed record PythonArgument
{
    private PythonArgument(string name) => Name = name;

    /// <summary>Name of the parameter it is meant for.</summary>
    public string Name { get; }

    /// <summary>Whether <c>**kwargs</c> does not get it, only a parameter of this name.</summary>
    public bool OnlyNamed { get; init; }

    /// <summary>The value as JSON text.</summary>
    internal string? Json { get; private init; }

    /// <summary>File that holds the value as JSON.</summary>
    internal string? ResultPath { get; private init; }

    /// <summary>Key or alias of the config entry whose value it is.</summary>
    internal string? ConfigKey { get; private init; }

    /// <summary>Offers a value.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="json">The value as JSON text.</param>
    public static PythonArgument Literal(string name, string json) => new(name) { Json = json };

    /// <summary>Offers a result that was kept; the file is read only when the value is passed.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="path">Absolute path of a file of JSON.</param>
    public static PythonArgument Result(string name, string path) => new(name) { ResultPath = path };

    /// <summary>Offers the value of a config entry; where that is a callable, it runs only when the value is passed.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="key">Key or alias of an entry of <see cref="PythonCall.Config"/>.</param>
    public static PythonArgument Config(string name, string key) => new(name) { ConfigKey = key };
}
