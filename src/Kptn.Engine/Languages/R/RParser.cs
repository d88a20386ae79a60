namespace Kptn.Engine.Languages.R;

/// <summary>Reads tokens into expressions, by operator precedence as in R's grammar.</summary>
internal sealed class RParser
{
    private const int MaxDepth = 200;
    private const int CallPower = 78;
    private readonly IReadOnlyList<RToken> _tokens;
    private int _at;
    private int _depth;

    private RParser(IReadOnlyList<RToken> tokens) => _tokens = tokens;

    private RToken Now => _tokens[_at];

    /// <summary>The statements of a script; <see langword="null"/> where they could not be read.</summary>
    public static IReadOnlyList<RNode>? Parse(IReadOnlyList<RToken> tokens)
    {
        try
        {
            var parser = new RParser(tokens);
            return parser.Statements(RTokenKind.End);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private List<RNode> Statements(RTokenKind end)
    {
        var statements = new List<RNode>();
        while (true)
        {
            SkipBreaks();
            if (end is RTokenKind.End ? Now.Kind is RTokenKind.End : Now.Is("}")) return statements;
            statements.Add(Expression(0));
            if (Now.Kind is not (RTokenKind.Break or RTokenKind.End) && !Now.Is("}")) throw new FormatException();
        }
    }

    private RNode Expression(int least)
    {
        if (++_depth > MaxDepth) throw new FormatException();
        SkipBreaks();
        var left = Prefix();
        while (true)
        {
            var op = Now;
            if (op.Kind is not RTokenKind.Operator) break;
            if (op.Text is "(" or "[" or "[[")
            {
                if (least > CallPower) break;
                left = Postfix(left, op);
                continue;
            }

            var (power, isRight) = Power(op.Text);
            if (power == 0 || power < least) break;
            _at++;
            SkipBreaks();
            var right = Expression(isRight ? power : power + 1);
            left = Join(op, left, right);
        }

        _depth--;
        return left;
    }

    private static RNode Join(RToken op, RNode left, RNode right)
    {
        if (op.Text is "::" or ":::") return right with { Package = left.Text };
        if (op.Text is "|>" or "%>%" or "%!>%" or "%T>%" or "%<>%")
        {
            if (right.Kind is RNodeKind.Call)
            {
                return right with { Parts = [right.Parts[0], left, .. right.Parts.Skip(1)], Names = [null, null, .. right.Names.Skip(1)] };
            }

            if (right.Kind is RNodeKind.Name) return new RNode(RNodeKind.Call, "", right.At) { Parts = [right, left], Names = [null, null] };
        }

        return op.Text is "->" or "->>"
            ? new RNode(RNodeKind.Operator, "<-", op) { Parts = [right, left] }
            : new RNode(RNodeKind.Operator, op.Text, op) { Parts = [left, right] };
    }

    private RNode Postfix(RNode left, RToken op)
    {
        _at++;
        var close = op.Text switch { "(" => ")", "[" => "]", _ => "]]" };
        List<RNode> parts = [left];
        List<string?> names = [null];
        while (!Now.Is(close))
        {
            if (Now.Is(","))
            {
                _at++;
                continue;
            }

            string? name = null;
            if (Now.Kind is RTokenKind.Name or RTokenKind.String or RTokenKind.Keyword && _tokens[_at + 1].Is("="))
            {
                name = Now.Text;
                _at += 2;
            }

            parts.Add(Now.Is(",") || Now.Is(close) ? new RNode(RNodeKind.Empty, "", Now) : Expression(0));
            names.Add(name);
            if (!Now.Is(",") && !Now.Is(close)) throw new FormatException();
        }

        _at++;
        return new RNode(op.Text == "(" ? RNodeKind.Call : RNodeKind.Index, op.Text, left.At) { Parts = parts, Names = names };
    }

    private RNode Prefix()
    {
        var token = Now;
        _at++;
        switch (token.Kind)
        {
            case RTokenKind.Name:
                return new RNode(RNodeKind.Name, token.Text, token);
            case RTokenKind.String:
                return new RNode(RNodeKind.String, token.Text, token);
            case RTokenKind.Number:
                return new RNode(RNodeKind.Constant, token.Text, token);
            case RTokenKind.Keyword:
                return Keyword(token);
            case RTokenKind.Operator:
                return PrefixOperator(token);
            default:
                throw new FormatException();
        }
    }

    private RNode PrefixOperator(RToken token)
    {
        switch (token.Text)
        {
            case "(":
                var inner = Expression(0);
                Take(")");
                return new RNode(RNodeKind.Operator, "(", token) { Parts = [inner] };
            case "{":
                var statements = Statements(RTokenKind.Operator);
                Take("}");
                return new RNode(RNodeKind.Block, "", token) { Parts = statements };
            case "-" or "+":
                return new RNode(RNodeKind.Operator, token.Text, token) { Parts = [Expression(60)] };
            case "!":
                return new RNode(RNodeKind.Operator, token.Text, token) { Parts = [Expression(30)] };
            case "~":
                return new RNode(RNodeKind.Operator, token.Text, token) { Parts = [Expression(15)] };
            case "?":
                return new RNode(RNodeKind.Operator, token.Text, token) { Parts = [Expression(1)] };
            default:
                throw new FormatException();
        }
    }

    private RNode Keyword(RToken token)
    {
        switch (token.Text)
        {
            case "function":
                return Function(token);
            case "for":
                Take("(");
                var variable = Now.Text;
                _at++;
                if (!Now.IsKeyword("in")) throw new FormatException();
                _at++;
                var sequence = Expression(0);
                Take(")");
                return new RNode(RNodeKind.For, variable, token) { Parts = [sequence, Expression(2)] };
            case "while":
                return new RNode(RNodeKind.Loop, "", token) { Parts = [Condition(), Expression(2)] };
            case "repeat":
                return new RNode(RNodeKind.Loop, "", token) { Parts = [Expression(2)] };
            case "if":
                return If(token);
            default:
                return new RNode(RNodeKind.Constant, token.Text, token);
        }
    }

    private RNode If(RToken token)
    {
        var condition = Condition();
        var consequence = Expression(2);
        var back = _at;
        SkipBreaks();
        if (!Now.IsKeyword("else"))
        {
            _at = back;
            return new RNode(RNodeKind.If, "", token) { Parts = [condition, consequence] };
        }

        _at++;
        return new RNode(RNodeKind.If, "", token) { Parts = [condition, consequence, Expression(2)] };
    }

    private RNode Condition()
    {
        Take("(");
        var condition = Expression(0);
        Take(")");
        return condition;
    }

    private RNode Function(RToken token)
    {
        Take("(");
        var (parts, names) = (new List<RNode>(), new List<string?>());
        while (!Now.Is(")"))
        {
            names.Add(Now.Text);
            var at = Now;
            _at++;
            if (Now.Is("="))
            {
                _at++;
                parts.Add(Expression(0));
            }
            else parts.Add(new RNode(RNodeKind.Empty, "", at));

            if (Now.Is(",")) _at++;
            else if (!Now.Is(")")) throw new FormatException();
        }

        _at++;
        parts.Add(Expression(2));
        return new RNode(RNodeKind.Function, "", token) { Parts = parts, Names = names };
    }

    private void SkipBreaks()
    {
        while (Now.Kind is RTokenKind.Break) _at++;
    }

    private void Take(string op)
    {
        if (!Now.Is(op)) throw new FormatException();
        _at++;
    }

    private static (int Power, bool IsRight) Power(string op) => op switch
    {
        "?" => (1, false),
        "=" => (4, true),
        "<-" or "<<-" or ":=" => (5, true),
        "->" or "->>" => (10, false),
        "~" => (15, false),
        "|" or "||" => (20, false),
        "&" or "&&" => (25, false),
        "==" or "!=" or "<" or ">" or "<=" or ">=" => (35, false),
        "+" or "-" => (40, false),
        "*" or "/" => (45, false),
        "|>" => (50, false),
        ":" => (55, false),
        "^" => (65, true),
        "$" or "@" => (80, false),
        "::" or ":::" => (90, false),
        _ => op[0] == '%' ? (50, false) : (0, false),
    };
}
