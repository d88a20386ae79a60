namespace Kptn.Testing.Adapters;

/// <summary>Tells from the command line of a test program whether it may run some of its tests only.</summary>
internal static class CommandLineFilters
{
    private static readonly string[] Words = ["filter", "class", "method", "namespace", "trait", "query", "id", "uid", "run", "explicit", "list", "automated", "server"];

    /// <summary>Whether there is a filter, or what might be one.</summary>
    /// <param name="commandLine">The program and its arguments.</param>
    public static bool AreIn(IReadOnlyList<string> commandLine) => commandLine.Skip(1).Any(IsFilter);

    private static bool IsFilter(string argument)
    {
        if (!argument.StartsWith('-') && !argument.StartsWith('/')) return false;
        var name = argument.TrimStart('-', '/');
        return Words.Any(word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }
}
