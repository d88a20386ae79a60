namespace Kptn.Engine.Languages.R;

/// <summary>What a token of R is.</summary>
internal enum RTokenKind : byte
{
    /// <summary>A name, with or without backticks.</summary>
    Name,

    /// <summary>A reserved word.</summary>
    Keyword,

    /// <summary>A number in canonical form.</summary>
    Number,

    /// <summary>A string, decoded.</summary>
    String,

    /// <summary>An operator, bracket or comma.</summary>
    Operator,

    /// <summary>The end of a statement: a line end that counts, or a semicolon.</summary>
    Break,

    /// <summary>The end of the text.</summary>
    End,
}
