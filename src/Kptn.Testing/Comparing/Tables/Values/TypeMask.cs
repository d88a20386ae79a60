namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Which kinds of values were met.</summary>
[Flags]
internal enum TypeMask : ushort
{
    None = 0,
    Null = 1,

    /// <summary>A word that stands for nothing in R, Python or SQL, such as NA.</summary>
    NullWord = 2,
    Integer = 4,
    Decimal = 8,
    Float = 16,

    /// <summary>Not a number, or infinite.</summary>
    Special = 32,
    Boolean = 64,
    Date = 128,
    DateTime = 256,
    Json = 512,
    Text = 1024,

    Number = Integer | Decimal | Float | Special,
    Time = Date | DateTime,
}
