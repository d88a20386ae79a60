namespace Kptn.Engine.Languages.R;

/// <summary>How a script pulls in other code.</summary>
internal enum RSourceKind : byte
{
    /// <summary>An R file, or each R file of a listing.</summary>
    Script,

    /// <summary>An R file that is run with its own folder as working folder.</summary>
    ScriptInItsFolder,

    /// <summary>An R file, or the R files of a folder, whichever is there.</summary>
    ScriptOrFolder,

    /// <summary>An R module, named without its extension, or a folder with <c>__init__.R</c>.</summary>
    Module,

    /// <summary>The sources of a package in a folder.</summary>
    Package,

    /// <summary>A file in another language.</summary>
    Other,

    /// <summary>Something that cannot be told without running it.</summary>
    Unknown,
}
