namespace Kptn.Testing.Comparing;

/// <summary>What happened to a column itself; several may have happened.</summary>
[Flags]
public enum ColumnChange
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is new.</summary>
    Added = 1,

    /// <summary>It is gone.</summary>
    Removed = 2,

    /// <summary>It has another name, as its values tell.</summary>
    Renamed = 4,

    /// <summary>Its values are of another type.</summary>
    Retyped = 8,

    /// <summary>It stands elsewhere among the columns that are in both.</summary>
    Moved = 16,
}
