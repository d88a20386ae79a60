using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Kptn.EndToEnd.Crash;

/// <summary>The tool while it runs.</summary>
internal sealed partial class ToolProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    public ToolProcess(string folder, IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        // env: where the tests run in the background of a shell, an interrupt would be ignored by all below.
        var tool = Path.Combine(AppContext.BaseDirectory, "dotnet-kptn");
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal", tool, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public void Signal(int number) => Kill(_process.Id, number);

    public ToolResult Wait(int seconds = 60)
    {
        if (!_process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            Signal(9);
            Assert.Fail($"the tool did not end within {seconds} s:\n{Output}");
        }

        _process.WaitForExit();
        return new ToolResult(_process.ExitCode, Output);
    }

    public void Dispose()
    {
        if (!_process.HasExited) Signal(9);
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Append(line).Append('\n');
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
