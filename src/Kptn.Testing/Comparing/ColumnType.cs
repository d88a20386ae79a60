namespace Kptn.Testing.Comparing;

/// <summary>What all values of a column are, empty ones aside.</summary>
public enum ColumnType
{
    /// <summary>There are no values.</summary>
    Empty,

    /// <summary>Whole numbers of any size, without leading zeros.</summary>
    Integer,

    /// <summary>Numbers of at most 15 digits; compared exactly.</summary>
    Decimal,

    /// <summary>Numbers, some of them with an exponent or more digits than a double holds.</summary>
    Float,

    /// <summary>True and false.</summary>
    Boolean,

    /// <summary>Days.</summary>
    Date,

    /// <summary>Days with a time, with or without a zone.</summary>
    DateTime,

    /// <summary>Lists or maps, in JSON lines.</summary>
    Json,

    /// <summary>Anything else.</summary>
    Text,
}
