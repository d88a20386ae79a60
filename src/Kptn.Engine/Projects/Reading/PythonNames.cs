using System.Collections.Frozen;

namespace Kptn.Engine.Projects.Reading;

/// <summary>The names that Python lets a function have.</summary>
internal static class PythonNames
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    ]);

    /// <summary>Whether it is one; letters of all scripts count.</summary>
    public static bool IsName(string name)
    {
        if (name.Length == 0 || char.IsDigit(name[0]) || Keywords.Contains(name)) return false;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }
}
