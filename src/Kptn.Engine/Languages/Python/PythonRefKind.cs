namespace Kptn.Engine.Languages.Python;

/// <summary>How code refers to other code; the numbers are those of facts.py.</summary>
internal enum PythonRefKind
{
    /// <summary>A name of the module itself, and attributes of what it stands for where it is imported.</summary>
    Global = 0,

    /// <summary>A module, and attributes of it.</summary>
    Use = 1,

    /// <summary>An import that runs: a module, and the name asked of it.</summary>
    Load = 2,

    /// <summary>Any name of the module itself: exec, globals() and the like.</summary>
    Scope = 4,

    /// <summary>A module as a whole.</summary>
    Whole = 5,

    /// <summary>Some module of a package.</summary>
    Package = 6,

    /// <summary>Any module that can be found; <see cref="PythonRef.Level"/> is the line.</summary>
    Any = 7,

    /// <summary>Anything that was reached, such as by <c>__subclasses__</c>.</summary>
    Reached = 8,

    /// <summary>Modules of folders that the code itself adds to the search path.</summary>
    Search = 9,
}
