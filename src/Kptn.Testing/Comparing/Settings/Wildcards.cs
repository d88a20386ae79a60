using System.IO.Enumeration;

namespace Kptn.Testing.Comparing.Settings;

/// <summary>Patterns in which <c>*</c> stands for any characters.</summary>
internal static class Wildcards
{
    /// <summary>Whether a name fits a pattern.</summary>
    public static bool Fits(string pattern, string name)
        => pattern == name || (pattern.Contains('*', StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    /// <summary>Whether a name fits one of several patterns.</summary>
    public static bool FitsAny(IReadOnlyList<string> patterns, string name)
    {
        foreach (var pattern in patterns)
        {
            if (Fits(pattern, name)) return true;
        }

        return false;
    }
}
