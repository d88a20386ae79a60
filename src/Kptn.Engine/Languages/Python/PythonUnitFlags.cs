namespace Kptn.Engine.Languages.Python;

/// <summary>What makes a class run code when it is defined; the numbers are those of facts.py.</summary>
[Flags]
internal enum PythonUnitFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It defines <c>__init_subclass__</c>.</summary>
    HasInitSubclass = 1,

    /// <summary>Its body does more than bind names.</summary>
    HasEffects = 2,

    /// <summary>It names a metaclass.</summary>
    HasMetaclass = 4,
}
