using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.Sql;

/// <summary>A token of a script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends, exclusive.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int End)
{
    /// <summary>Its text.</summary>
    public ReadOnlySpan<char> In(string sql) => sql.AsSpan(Start, End - Start);

    /// <summary>Whether it is a character that stands for itself.</summary>
    public bool Is(string sql, char symbol) => Kind == SqlTokenKind.Symbol && sql[Start] == symbol;

    /// <summary>Whether it is a word, in any case of letters.</summary>
    public bool IsWord(string sql, string word) => Kind == SqlTokenKind.Word && In(sql).Equals(word, StringComparison.OrdinalIgnoreCase);
}
