using Kptn.Engine.Languages.Sql.Paths;

namespace Kptn.Engine.Languages.Sql;

/// <summary>A statement of a script.</summary>
/// <param name="Number">Its number in the script, from 1.</param>
/// <param name="Line">The line it starts on, from 1.</param>
/// <param name="Text">What DuckDB gets: parameters are all written <c>$name</c>, nothing else is changed.</param>
/// <param name="Parameters">The parameters that the scanner sees in it.</param>
internal sealed record SqlStatement(int Number, int Line, string Text, IReadOnlyList<SqlParameter> Parameters)
{
    private const int Shown = 60;

    /// <summary>Its first words, in capitals.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Files that it names by relative paths.</summary>
    public IReadOnlyList<SqlPath> Paths { get; init; } = [];

    /// <summary>Its start, on one line.</summary>
    public string Summary
    {
        get
        {
            var text = string.Join(' ', Text.Split((char[]?)null, Shown + 1, StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= Shown ? text : text[..(Shown - 1)] + "…";
        }
    }

    /// <summary>Whether it begins or ends a transaction.</summary>
    public bool IsTransaction => Words is ["BEGIN" or "COMMIT" or "ROLLBACK" or "ABORT" or "END", ..] or ["START", "TRANSACTION", ..];

    /// <summary>Whether DuckDB runs it only where the transaction has changed nothing.</summary>
    public bool IsCheckpoint => Words is ["CHECKPOINT", ..] or ["FORCE", "CHECKPOINT", ..];

    /// <summary>Whether DuckDB runs it only where no transaction uses the database it names.</summary>
    public bool IsDetach => Words is ["DETACH", ..];

    /// <summary>Whether its parameters must be written out, since DuckDB keeps its text or reads it before it binds.</summary>
    public bool NeedsLiterals => Words is ["ATTACH" or "ALTER", ..] || (Words is ["CREATE", ..] && Words.Any(word => word is "VIEW" or "MACRO" or "FUNCTION"));

    /// <summary>Whether its parameters are its own, bound by a later EXECUTE.</summary>
    public bool BindsItself => Words is ["PREPARE", ..];
}
