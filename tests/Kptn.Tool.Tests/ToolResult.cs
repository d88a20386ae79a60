namespace Kptn.Tool.Tests;

/// <summary>What a command line did.</summary>
/// <param name="Line">The command line.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it complained of.</param>
internal sealed record ToolResult(string Line, int ExitCode, string Output, string Errors)
{
    /// <summary>All of it, in the form that verified files keep.</summary>
    public string Transcript =>
        $"$ {Line}\n{Output}{(Errors.Length > 0 ? $"--- standard error\n{Errors}" : "")}--- exit code {ExitCode}";
}
