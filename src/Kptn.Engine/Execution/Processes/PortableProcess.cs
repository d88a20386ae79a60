#pragma warning disable RS0030 // the one place that starts processes
using System.ComponentModel;
using System.Diagnostics;

namespace Kptn.Engine.Execution.Processes;

/// <summary>A child where there is no posix_spawn, by the base library: output is copied into the log, usage is read at its end.</summary>
internal sealed class PortableProcess : RunningProcess
{
    private readonly Process _process;
    private readonly Task<ProcessExit> _exit;
    private volatile bool _timedOut;

    public PortableProcess(ProcessSpec spec)
    {
        var start = new ProcessStartInfo(spec.Program)
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        foreach (var argument in spec.Arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment) start.Environment[name] = value;
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ProcessStartException(spec.Program, e.Message);
        }

        _exit = PumpAsync(spec);
    }

    public override int Id => _process.Id;

    public override Task<ProcessExit> Exit => _exit;

    public override void Terminate() => Kill();

    public override void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            return;
        }
    }

    private async Task<ProcessExit> PumpAsync(ProcessSpec spec)
    {
        using var limit = new CancellationTokenSource();
        if (spec.Timeout is { } timeout) limit.CancelAfter(timeout);
        await using var registration = limit.Token.UnsafeRegister(_ => { _timedOut = true; Kill(); }, null).ConfigureAwait(false);
        await using var log = spec.LogPath is null ? Stream.Null : new FileStream(spec.LogPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await using var output = spec.Output is null ? log : new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(spec.Output.DangerousGetHandle(), false), FileAccess.Write);
        var feed = FeedAsync(spec);
        var gate = new SemaphoreSlim(1);
        await Task.WhenAll(
            CopyAsync(_process.StandardOutput.BaseStream, output, gate),
            CopyAsync(_process.StandardError.BaseStream, log, gate),
            feed).ConfigureAwait(false);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return new ProcessExit(_process.ExitCode, null, _timedOut, false, 0, TimeSpan.Zero);
    }

    private async Task FeedAsync(ProcessSpec spec)
    {
        if (spec.Input is not null)
        {
            await using var input = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(spec.Input.DangerousGetHandle(), false), FileAccess.Read);
            await input.CopyToAsync(_process.StandardInput.BaseStream).ConfigureAwait(false);
        }

        _process.StandardInput.Close();
    }

    private static async Task CopyAsync(Stream from, Stream to, SemaphoreSlim gate)
    {
        var buffer = new byte[1 << 14];
        for (var count = await from.ReadAsync(buffer).ConfigureAwait(false); count > 0; count = await from.ReadAsync(buffer).ConfigureAwait(false))
        {
            await gate.WaitAsync().ConfigureAwait(false);
            await to.WriteAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            await to.FlushAsync().ConfigureAwait(false);
            gate.Release();
        }
    }
}
