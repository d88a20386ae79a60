namespace Kptn.Engine.Graphs.Selections;

/// <summary>Matches paths with <c>/</c> part by part; <c>**</c> stands for any number of parts.</summary>
internal static class PathPattern
{
    /// <summary>The parts of a path without <c>.</c> and empty ones.</summary>
    public static string[] Parts(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];

    public static bool Matches(string[] pattern, string[] path)
    {
        var (p, t, star, retry) = (0, 0, -1, 0);
        while (t < path.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                (star, retry) = (p++, t);
            }
            else if (p < pattern.Length && NamePattern.Matches(pattern[p], path[t]))
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0)
            {
                (p, t) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).IndexOfAnyExcept("**") < 0;
    }
}
