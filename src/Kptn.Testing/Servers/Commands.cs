using System.Collections;
using System.Text;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Testing.Servers;

/// <summary>Commands of this machine.</summary>
internal static class Commands
{
    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string> Inherited =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    /// <summary>The program that a command is, on PATH.</summary>
    public static string? Find(string command)
    {
        var name = OperatingSystem.IsWindows() ? command + ".exe" : command;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>What a command writes to its output; empty where it fails.</summary>
    public static async Task<string> OutputOfAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var spec = new ProcessSpec(program, arguments) { WorkingDirectory = Path.GetTempPath(), Environment = Inherited };
        var captured = await new ProcessRunner().CaptureAsync(spec, default, Path.GetTempPath(), cancellation).ConfigureAwait(false);
        return captured.Exit.ExitCode == 0 ? Encoding.UTF8.GetString(captured.Output) : "";
    }
}
