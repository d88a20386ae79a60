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

    /// <summary>Which of an item's values it is.</summary>
    internal int? ItemValue { get; private init; }

    /// <summary>Whether it is what is told of the run to each item.</summary>
    internal bool IsItemInfo { get; private init; }

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

    /// <summary>Offers one of the values of the item that runs.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="index">Which value, from 0.</param>
    internal static PythonArgument OfItem(string name, int index) => new(name) { ItemValue = index };

    /// <summary>Offers what each item is told of the run.</summary>
    /// <param name="name">Name of the parameter.</param>
    internal static PythonArgument InfoOfItem(string name) => new(name) { IsItemInfo = true };
}
