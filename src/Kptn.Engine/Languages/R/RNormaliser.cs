using System.Globalization;
using System.Text;

namespace Kptn.Engine.Languages.R;

/// <summary>Writes tokens in one form whatever the layout was: for machines without R. Never takes two programs for one; may take one for two.</summary>
internal static class RNormaliser
{
    /// <summary>The canonical text of a script's tokens.</summary>
    public static string Write(IReadOnlyList<RToken> tokens)
    {
        var text = new StringBuilder(tokens.Count * 6);
        var headers = new Stack<bool>();
        var pending = false;
        var continues = true;
        var lastWasHeader = false;
        foreach (var token in tokens)
        {
            if (token.Kind is RTokenKind.End) break;
            if (token.Kind is RTokenKind.Break)
            {
                pending = true;
                continue;
            }

            if (pending && !continues && !token.Is("}") && !token.IsKeyword("else")) text.Append("B\n");
            pending = false;
            text.Append(Letter(token.Kind)).Append(token.Text.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(token.Text).Append('\n');
            continues = Continues(token, headers, lastWasHeader);
            lastWasHeader = token.Kind is RTokenKind.Keyword && token.Text is "if" or "while" or "for" or "function";
        }

        return text.ToString();
    }

    private static bool Continues(RToken token, Stack<bool> headers, bool lastWasHeader)
    {
        if (token.Kind is RTokenKind.Keyword) return token.Text is "else" or "repeat" or "in" or "function" or "if" or "while" or "for";
        if (token.Kind is not RTokenKind.Operator) return false;
        switch (token.Text)
        {
            case "(" or "[" or "[[":
                headers.Push(lastWasHeader);
                return true;
            case "{":
                headers.Push(false);
                return true;
            case ")" or "]" or "]]" or "}":
                return headers.TryPop(out var header) && header;
            default:
                return true;
        }
    }

    private static char Letter(RTokenKind kind) => kind switch
    {
        RTokenKind.Name => 'N',
        RTokenKind.Keyword => 'K',
        RTokenKind.Number => 'D',
        RTokenKind.String => 'S',
        _ => 'O',
    };
}
