namespace Kptn.Engine.Languages.Sql;

/// <summary>
/// Tells <c>:name</c> from the other colons: a parameter stands where an operand may start, the colon of a cast, a slice, a struct, a map or an
/// alias behind one.
/// </summary>
/// <param name="sql">The script.</param>
internal sealed class SqlColons(string sql)
{
    // After these words an operand starts. Other words are names, or end an expression.
    private static readonly HashSet<string> Openers = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "distinct", "where", "and", "or", "not", "in", "like", "ilike", "similar", "glob", "escape", "between", "limit", "offset", "case", "when",
        "then", "else", "on", "having", "qualify", "by", "set", "values", "from", "to", "is", "returning", "all", "any", "some", "interval", "default",
        "using", "sample", "call", "as", "attach", "execute", "join", "exists", "with",
    };

    private readonly Stack<(char Open, bool IsSubscript)> _brackets = new();
    private SqlToken? _before;
    private bool _isKey;

    /// <summary>Takes the next token.</summary>
    /// <returns>Whether it is a colon that begins a parameter, given that a name follows at once.</returns>
    public bool Take(SqlToken token)
    {
        var isParameter = token.Is(sql, ':') && StartsOperand(token.Start);
        var isKey = token.Kind == SqlTokenKind.Word && _brackets.TryPeek(out var open) && open.Open == '{' && _before is { } before && (before.Is(sql, '{') || before.Is(sql, ','));
        if (token.Kind == SqlTokenKind.Symbol) TakeBracket(token);
        (_before, _isKey) = (token, isKey);
        return isParameter;
    }

    private void TakeBracket(SqlToken token)
    {
        var symbol = sql[token.Start];
        if (symbol is '(' or '[' or '{') _brackets.Push((symbol, symbol == '[' && !StartsOperand(token.Start)));
        else if (symbol is ')' or ']' or '}') _brackets.TryPop(out _);
    }

    private bool StartsOperand(int at)
    {
        if (_before is not { } before) return true;
        if (before.Kind == SqlTokenKind.Word) return !_isKey && Openers.Contains(before.In(sql).ToString());
        if (before.Kind != SqlTokenKind.Symbol) return false;
        return sql[before.Start] switch
        {
            ')' or ']' or '}' or '?' => false,
            ':' => before.End < at,

            // Right behind the bracket of a subscript a colon begins a slice without a start.
            '[' => !_brackets.Peek().IsSubscript,
            _ => true,
        };
    }
}
