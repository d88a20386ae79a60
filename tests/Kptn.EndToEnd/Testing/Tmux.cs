using System.Diagnostics;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Testing;

/// <summary>A terminal with a shell in it, of a tmux server of its own.</summary>
internal sealed class Tmux : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly string _socket = Path.Combine(Path.GetTempPath(), $"kptn-{Guid.NewGuid():N}"[..20]);

    /// <summary>Opens a terminal in a project's folder.</summary>
    public Tmux(Sandbox project, int width = 80, int height = 24)
    {
        Call("-f", "/dev/null", "new-session", "-d", "-x", $"{width}", "-y", $"{height}", "-c", project.Root, "env", "-u", "TMUX", "PS1=$ ", "sh");
        WaitForPrompt();
    }

    /// <summary>Whether there is a tmux on this machine.</summary>
    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "tmux")));

    /// <summary>What is on the screen.</summary>
    public string Screen => Call("capture-pane", "-p").TrimEnd('\n');

    /// <summary>Starts a review in it.</summary>
    public Tmux Approve(string arguments = "")
    {
        var tool = Environment.GetEnvironmentVariable("KPTN_TOOL") is { Length: > 0 } published && File.Exists(published) ? $"'{published}'" : $"dotnet exec '{Path.Combine(AppContext.BaseDirectory, "dotnet-kptn.dll")}'";
        var server = string.Join(' ', KptnTool.ServerVariables.Select(variable => $"-u {variable}"));
        return Type($"clear; env {server} {tool} approve {arguments}; echo \"exit: $?\"");
    }

    /// <summary>Types a line.</summary>
    public Tmux Type(string line)
    {
        Call("send-keys", "-l", line);
        return Press("Enter");
    }

    /// <summary>Presses keys, by tmux's names.</summary>
    public Tmux Press(params string[] keys)
    {
        foreach (var key in keys) Call("send-keys", key);
        return this;
    }

    /// <summary>Makes the window another size.</summary>
    public Tmux Resize(int width, int height)
    {
        Call("resize-window", "-x", $"{width}", "-y", $"{height}");
        return this;
    }

    /// <summary>Waits until the screen has a text.</summary>
    public Tmux WaitFor(string text) => WaitFor(screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Waits until the shell takes lines.</summary>
    public Tmux WaitForPrompt() => WaitFor(screen => screen.EndsWith("\n$", StringComparison.Ordinal) || screen == "$", "a prompt");

    public void Dispose()
    {
        Call("kill-server");
        File.Delete(_socket);
    }

    private Tmux WaitFor(Func<string, bool> isThere, string what)
    {
        var waiting = Stopwatch.StartNew();
        while (!isThere(Screen))
        {
            Assert.True(waiting.Elapsed < Patience, $"{what} never came:\n{Screen}");
            Thread.Sleep(50);
        }

        return this;
    }

    private string Call(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-S", _socket, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 || arguments[0] == "kill-server", error.GetAwaiter().GetResult());
        return output;
    }
}
