namespace Kptn.Engine.Languages.Shell;

/// <summary>Finds the files that a shell script names to source or to run.</summary>
internal static class ShellSourceFinder
{
    /// <summary>Looks through a script.</summary>
    public static IReadOnlyList<ShellSource> Find(string text)
    {
        var found = new List<ShellSource>();
        var variables = new Dictionary<string, (bool IsOwn, string Text)>(StringComparer.Ordinal);
        foreach (var words in ShellWords.Split(text))
        {
            var command = words.Any(word => word.IsTarget) ? [.. words.Where(word => !word.IsTarget)] : words;
            var i = 0;
            while (i < command.Count && (Assign(command[i].Text, variables) || IsPrefix(command[i].Text))) i++;
            if (i == command.Count) continue;
            var name = Path.GetFileName(command[i].Text);
            if (command[i].Text is "source" or ".") Add(command, i + 1, isShell: true);
            else if (name is "bash" or "sh" or "dash" or "ksh" or "zsh") Add(command, Argument(command, i), isShell: true);
            else if (name is "python" or "python3" or "Rscript" or "perl" or "ruby" or "node" or "julia") Add(command, Argument(command, i), isShell: false);
            else if (command[i].Text.Contains('/', StringComparison.Ordinal)) Add(command, i, command[i].Text.EndsWith(".sh", StringComparison.Ordinal));
        }

        return found;

        void Add(IReadOnlyList<ShellWord> command, int at, bool isShell)
        {
            if (at >= command.Count || Resolve(command[at].Text, variables) is not { } path || path.Text.Length == 0) return;
            found.Add(new ShellSource(path.Text, path.IsOwn, isShell, command[at].Line, command[at].Column));
        }
    }

    private static bool IsPrefix(string word) => word is "if" or "then" or "else" or "elif" or "do" or "while" or "until" or "!" or "{" or "exec" or "time" or "command" or "nohup" or "env" or "sudo";

    // A command given by text has no file: its index lies behind the words.
    private static int Argument(IReadOnlyList<ShellWord> command, int i)
    {
        for (i++; i < command.Count && command[i].Text.StartsWith('-'); i++)
        {
            if (command[i].Text is "-c" or "-e" or "-m" or "-s" or "-") return int.MaxValue;
        }

        return i;
    }

    private static bool Assign(string word, Dictionary<string, (bool IsOwn, string Text)> variables)
    {
        if (word is "export" or "readonly" or "local" or "declare") return true;
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return false;
        for (var i = 0; i < equals; i++)
        {
            if (!char.IsAsciiLetterOrDigit(word[i]) && word[i] != '_') return false;
        }

        if (Resolve(word[(equals + 1)..], variables) is { } value) variables[word[..equals]] = value;
        else variables.Remove(word[..equals]);
        return true;
    }

    private static (bool IsOwn, string Text)? Resolve(string word, Dictionary<string, (bool IsOwn, string Text)> variables)
    {
        if (!word.Contains('$', StringComparison.Ordinal) && !word.Contains('`', StringComparison.Ordinal)) return (false, word);
        if (word[0] is not ('$' or '`')) return null;
        var end = End(word);
        var (head, rest) = (word[..end], word[end..]);
        if (rest.Contains('$', StringComparison.Ordinal)) return null;
        if (IsOwnFolder(head)) return (true, rest.TrimStart('/'));
        return variables.TryGetValue(head.Trim('$', '{', '}'), out var known) ? (known.IsOwn, Join(known, rest)) : null;
    }

    private static string Join((bool IsOwn, string Text) known, string rest) => known is { IsOwn: true, Text: "" } ? rest.TrimStart('/') : known.Text + rest;

    private static int End(string word)
    {
        if (word[0] == '`') return word.IndexOf('`', 1) + 1 is var tick && tick > 0 ? tick : word.Length;
        if (word.StartsWith("${", StringComparison.Ordinal)) return word.IndexOf('}', StringComparison.Ordinal) + 1 is var brace && brace > 0 ? brace : word.Length;
        if (word.StartsWith("$(", StringComparison.Ordinal))
        {
            var depth = 0;
            for (var i = 1; i < word.Length; i++)
            {
                if (word[i] == '(') depth++;
                else if (word[i] == ')' && --depth == 0) return i + 1;
            }

            return word.Length;
        }

        var at = 1;
        while (at < word.Length && (char.IsAsciiLetterOrDigit(word[at]) || word[at] == '_')) at++;
        return at;
    }

    private static bool IsOwnFolder(string head)
    {
        if (head is "${BASH_SOURCE%/*}" or "${0%/*}" or "${BASH_SOURCE[0]%/*}") return true;
        return head.Contains("dirname", StringComparison.Ordinal)
            && !head.Contains("..", StringComparison.Ordinal)
            && (head.Contains("$0", StringComparison.Ordinal) || head.Contains("BASH_SOURCE", StringComparison.Ordinal) || head.Contains("${0}", StringComparison.Ordinal));
    }
}
