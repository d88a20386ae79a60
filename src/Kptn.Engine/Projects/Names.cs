namespace Kptn.Engine.Projects;

/// <summary>The forms of names.</summary>
internal static class Names
{
    /// <summary>Whether a task or graph may be called so.</summary>
    public static bool IsTask(ReadOnlySpan<char> name) => Is(name, dotted: true);

    /// <summary>Whether it is a name for an item, an environment variable or a Python function.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> name) => Is(name, dotted: false);

    private static bool Is(ReadOnlySpan<char> name, bool dotted)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_')) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && !(dotted && c is '.' or '-')) return false;
        }

        return true;
    }
}
