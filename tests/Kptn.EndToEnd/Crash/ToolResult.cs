namespace Kptn.EndToEnd.Crash;

/// <summary>How a call of the tool ended, and what it printed on both streams.</summary>
internal sealed record ToolResult(int ExitCode, string Output)
{
    /// <summary>Its last line that is not empty.</summary>
    public string LastLine => Output.TrimEnd().Split('\n')[^1];

    /// <summary>Fails with the output where the exit code is another.</summary>
    public ToolResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, expected {exitCode}:\n{Output}");
        return this;
    }
}
