namespace Kptn.Engine.Languages.Python;

/// <summary>What a module-level statement defines; the numbers are those of facts.py.</summary>
internal enum PythonUnitKind
{
    /// <summary>A function.</summary>
    Function = 0,

    /// <summary>A class.</summary>
    Class = 1,

    /// <summary>Names for values.</summary>
    Value = 2,

    /// <summary>A name for something imported.</summary>
    Import = 3,

    /// <summary>Names for values that cannot be called.</summary>
    Constant = 4,
}
