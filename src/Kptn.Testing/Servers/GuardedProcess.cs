using System.IO.Pipes;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Testing.Servers;

/// <summary>
/// A server that ends with this process, however that ends: a shell beside it holds the reading end of a pipe, which is closed by the operating system
/// where this process is killed. It is in a session of its own, so that an interrupt at the terminal ends the tests in their order, and then it.
/// </summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private const string ProgramGuard = """
        trap '' INT TERM HUP
        exec 3<&0
        "$@" </dev/null 3<&- & server=$!
        (read -r _ <&3; kill -9 "$server" 2>/dev/null) & guard=$!
        exec 3<&-
        wait "$server"; status=$?
        kill -9 "$guard" 2>/dev/null
        exit "$status"
        """;

    // The container may be on its way still when nobody wants it any more: then it is removed as soon as it is there.
    private const string ContainerGuard = """
        trap '' INT TERM HUP
        command=$1 name=$2; shift 2
        "$command" run --detach "$@" </dev/null >/dev/null || exit $?
        read -r _
        "$command" kill "$name" </dev/null >/dev/null 2>&1
        "$command" rm --force "$name" </dev/null >/dev/null 2>&1
        """;

    private readonly AnonymousPipeServerStream? _pipe;
    private readonly RunningProcess _process;
    private readonly string _log;

    private GuardedProcess(AnonymousPipeServerStream? pipe, RunningProcess process, string log) => (_pipe, _process, _log) = (pipe, process, log);

    /// <summary>Whether it ended, by itself or since it could not be started.</summary>
    public bool HasEnded => _process.Exit.IsCompleted;

    /// <summary>Starts a program.</summary>
    public static GuardedProcess Program(string program, IReadOnlyList<string> arguments, string folder) =>
        OperatingSystem.IsWindows() ? Start(program, arguments, folder) : Start("/bin/sh", ["-c", ProgramGuard, "sh", program, .. arguments], folder);

    /// <summary>Starts a container.</summary>
    public static GuardedProcess Container(string command, string name, IReadOnlyList<string> arguments) =>
        OperatingSystem.IsWindows() ? Start(command, ["run", .. arguments], Path.GetTempPath()) : Start("/bin/sh", ["-c", ContainerGuard, "sh", command, name, .. arguments], Path.GetTempPath());

    /// <summary>What it said last.</summary>
    public string Failure()
    {
        var said = File.Exists(_log) ? File.ReadAllText(_log).Trim() : "";
        return said.Length == 0 ? "it ended without a word" : string.Join(" / ", said.Split('\n').TakeLast(3).Select(line => line.Trim()));
    }

    /// <summary>Ends it, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_pipe is null) _process.Kill();
        else await _pipe.DisposeAsync().ConfigureAwait(false);
        await _process.Exit.ConfigureAwait(false);
        File.Delete(_log);
    }

    private static GuardedProcess Start(string program, IReadOnlyList<string> arguments, string folder)
    {
        var log = Path.Combine(Path.GetTempPath(), $"kptn-server-{Guid.NewGuid():N}.log");
        var spec = new ProcessSpec(program, arguments) { WorkingDirectory = folder, Environment = Commands.Inherited, LogPath = log };
        if (OperatingSystem.IsWindows()) return new GuardedProcess(null, new ProcessRunner().Start(spec), log);
        var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        try
        {
            var process = new ProcessRunner().Start(spec with { Input = pipe.ClientSafePipeHandle });
            pipe.DisposeLocalCopyOfClientHandle();
            return new GuardedProcess(pipe, process, log);
        }
        catch
        {
            pipe.Dispose();
            throw;
        }
    }
}
