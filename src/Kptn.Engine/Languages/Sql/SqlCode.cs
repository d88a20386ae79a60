using System.Text;

namespace Kptn.Engine.Languages.Sql;

/// <summary>A script's code without what does not count: comments and white space.</summary>
internal static class SqlCode
{
    private const string Operators = "+-*/<>=~!@#%^&|`?:.$\\";

    /// <summary>Name and version of this form.</summary>
    public const string Normaliser = "sql-tokens/1";

    /// <summary>The tokens, a space between any two of them; characters of one operator stay together.</summary>
    public static string Of(string sql, IReadOnlyList<SqlToken> tokens)
    {
        var text = new StringBuilder(sql.Length);
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (i > 0 && !(token.Start == tokens[i - 1].End && IsOperator(sql, token) && IsOperator(sql, tokens[i - 1]))) text.Append(' ');
            text.Append(token.In(sql));
        }

        return text.Replace("\r\n", "\n").ToString();
    }

    private static bool IsOperator(string sql, SqlToken token) => token.Kind == SqlTokenKind.Symbol && Operators.Contains(sql[token.Start], StringComparison.Ordinal);
}
