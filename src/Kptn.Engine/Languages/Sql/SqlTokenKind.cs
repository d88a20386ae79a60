namespace Kptn.Engine.Languages.Sql;

/// <summary>Kinds of tokens of DuckDB's SQL. White space and comments are none.</summary>
internal enum SqlTokenKind
{
    /// <summary>A keyword or a plain name.</summary>
    Word,

    /// <summary>A name in double quotes.</summary>
    QuotedName,

    /// <summary>A text in quotes or between dollars, with its prefix.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A parameter with a name, such as <c>$name</c>.</summary>
    Parameter,

    /// <summary>A character that stands for itself.</summary>
    Symbol,
}
