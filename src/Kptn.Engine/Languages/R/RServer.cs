using System.Globalization;
using System.IO.Pipes;
using System.Text;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.R;

/// <summary>One R that was started as Rscript starts it, and forks for each script.</summary>
internal sealed class RServer : IForkServer, IDisposable
{
    private readonly AnonymousPipeServerStream _commands = new(PipeDirection.Out);
    private readonly AnonymousPipeServerStream _answers = new(PipeDirection.In);
    private readonly ProcessRunner _processes;
    private readonly RunningProcess _process;
    private readonly StreamReader _lines;
    private readonly string _work;
    private readonly string _errors;
    private RFork? _next;
    private long _memory;

    /// <summary>Starts R and waits until it is ready.</summary>
    /// <param name="processes">Starts it.</param>
    /// <param name="rscript">Rscript, absolute.</param>
    /// <param name="folder">The folder it runs in, and every script.</param>
    /// <param name="environment">The whole environment, which scripts add to.</param>
    /// <param name="workFolder">A folder for its program and files, absolute.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ProcessStartException">It could not be started.</exception>
    public RServer(ProcessRunner processes, string rscript, string folder, IReadOnlyDictionary<string, string> environment, string workFolder, CancellationToken cancellation)
    {
        _processes = processes;
        Folder = folder;
        _lines = new StreamReader(_answers, Encoding.UTF8);
        var program = EmbeddedProgram.PutInto("r/items.R", workFolder);
        _work = Path.Combine(workFolder, $"r-{Guid.NewGuid():N}");
        _errors = _work + ".err";
        try
        {
            _process = processes.Start(new ProcessSpec(rscript, [program, _work])
            {
                WorkingDirectory = folder,
                Environment = environment,
                LogPath = _errors,
                Input = _commands.ClientSafePipeHandle,
                Output = _answers.ClientSafePipeHandle,
            });
        }
        catch
        {
            _commands.Dispose();
            _lines.Dispose();
            throw;
        }
        finally
        {
            _commands.DisposeLocalCopyOfClientHandle();
            _answers.DisposeLocalCopyOfClientHandle();
        }

        using var registration = cancellation.UnsafeRegister(state => ((RServer)state!).Kill(), this);
        Unfit = Greet();
    }

    /// <summary>The folder it runs in.</summary>
    public string Folder { get; }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Why scripts could tell its forks from processes of their own; empty where they cannot.</summary>
    public string Unfit { get; private set; }

    /// <summary>Whether it has ended, or does not answer as it should.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Runs a script in a fork and waits for its end on this thread.</summary>
    /// <param name="fork">The script.</param>
    /// <param name="spec">Its log, mark and timeout.</param>
    /// <param name="cancellation">Ends its whole process tree; the exit is still returned.</param>
    /// <returns>How it ended; <see langword="null"/> where the script has not begun, so that it may be run in another way.</returns>
    public ProcessExit? Run(RFork fork, ProcessSpec spec, CancellationToken cancellation)
    {
        _next = fork;
        ProcessExit exit;
        try
        {
            exit = _processes.RunFork(spec, this, cancellation);
        }
        catch (IOException e)
        {
            Unfit = e.Message;
            IsOver = true;
            return null;
        }

        if (!File.Exists(_work)) return exit;
        if (!exit.TimedOut && exit.ExitCode != 0 && !cancellation.IsCancellationRequested) Unfit = "a fork of R could not take the place of Rscript";
        return exit.TimedOut || cancellation.IsCancellationRequested ? exit : null;
    }

    int IForkServer.Fork(LogPipe log)
    {
        _next!.Write(_work, $"/proc/{Environment.ProcessId}/fd/{log.WriteEnd}");
        return Ask("go") is [var id] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && process > 0
            ? process
            : throw new IOException(IsOver ? "the warm R has ended" : "the warm R could not fork");
    }

    (int Status, UnixUsage Usage) IForkServer.Reap()
    {
        const int Unknown = 0xff00;
        if (Ask("end") is [var status, var seconds]
            && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var cpu))
        {
            return (number, new UnixUsage(_memory, TimeSpan.FromSeconds(cpu)));
        }

        IsOver = true;
        return (Unknown, default);
    }

    public void Dispose()
    {
        _commands.Dispose();
        // It is idle and ends by itself, unless it hangs.
        if (IsOver || !_process.Exit.Wait(TimeSpan.FromSeconds(2))) Kill();
        _process.Exit.Wait();
        _lines.Dispose();
        File.Delete(_work);
        File.Delete(_errors);
    }

    private void Kill() => _process.Kill();

    private string Greet()
    {
        while (true)
        {
            if (ReadLine() is not { } line) return $"R did not start: {LastError()}";
            switch (line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                case ["ready", "1"]:
                    _memory = MemorySampler.PeakOf(Id);
                    return new FileInfo(_errors) is { Exists: true, Length: > 0 } ? $"R writes when it starts: {LastError()}" : "";
                case ["ready", _]:
                    return "R has threads from its start, which a fork would lose";
                case ["unfit", ..]:
                    return line["unfit ".Length..].Trim();
                default:
                    return $"R writes when it starts: {line}";
            }
        }
    }

    private string LastError()
    {
        var last = File.Exists(_errors) ? File.ReadLines(_errors).LastOrDefault(line => line.Trim().Length > 0) : null;
        return last?.Trim() ?? "it ended without a word";
    }

    private string[] Ask(string command)
    {
        try
        {
            if (IsOver) return [];
            _commands.Write(Encoding.ASCII.GetBytes(command + "\n"));
        }
        catch (IOException)
        {
            IsOver = true;
            return [];
        }

        return ReadLine()?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private string? ReadLine()
    {
        var line = _lines.ReadLine();
        IsOver |= line is null;
        return line;
    }
}
