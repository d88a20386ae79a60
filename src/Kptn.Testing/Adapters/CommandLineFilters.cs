namespace Kptn.Testing.Adapters;

/// <summary>Tells from the command line of a test program whether it may run some of its tests only.</summary>
internal static class CommandLineFilters
{
    private const string DotnetTest = "dotnettestcli";
    private static readonly string[] Words = ["filter", "class", "method", "namespace", "trait", "query", "id", "uid", "run", "explicit", "list", "automated"];

    /// <summary>Whether there is a filter, or what might be one.</summary>
    /// <param name="commandLine">The program and its arguments.</param>
    public static bool AreIn(IReadOnlyList<string> commandLine) => Enumerable.Range(1, Math.Max(0, commandLine.Count - 1)).Any(i => IsFilter(commandLine[i], commandLine.ElementAtOrDefault(i + 1)));

    // An editor that talks to the program tells it later what to run; 'dotnet test' says it here.
    private static bool IsFilter(string argument, string? next)
    {
        if (!argument.StartsWith('-') && !argument.StartsWith('/')) return false;
        var name = argument.TrimStart('-', '/');
        if (name.StartsWith("server", StringComparison.OrdinalIgnoreCase)) return next != DotnetTest && !name.EndsWith(DotnetTest, StringComparison.Ordinal);
        return Words.Any(word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }
}
