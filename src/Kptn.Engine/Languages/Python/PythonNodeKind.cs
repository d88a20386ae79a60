namespace Kptn.Engine.Languages.Python;

/// <summary>What a node of the graph of code stands for.</summary>
internal enum PythonNodeKind
{
    /// <summary>What runs when a module is imported.</summary>
    Load,

    /// <summary>All of a module, also what it imports.</summary>
    Whole,

    /// <summary>All of a module, run as a program: nobody else can ask it for what it imports.</summary>
    Program,

    /// <summary>All that binds one name of a module.</summary>
    Name,

    /// <summary>One name of a module and what it stands for where it is imported.</summary>
    Entry,

    /// <summary>A package that is passed around as a value.</summary>
    Value,

    /// <summary>Every module of a package.</summary>
    Package,

    /// <summary>An import of a computed name.</summary>
    Any,

    /// <summary>Every file below the search path.</summary>
    All,
}
