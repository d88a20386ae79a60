using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Tests.Execution;

public sealed class ProcessSpecs : IDisposable
{
    private static readonly Dictionary<string, string> Environment = new() { ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")! };
    private readonly TestFolder _folder = new();
    private readonly ProcessRunner _runner = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 20_000)]
    public async Task I_get_exit_code_output_and_usage()
    {
        var exit = await _runner.RunAsync(Shell("pwd; echo oops >&2; exit 7"), TestContext.Current.CancellationToken);

        Assert.Equal(7, exit.ExitCode);
        Assert.Equal($"{_folder.Root}\noops\n", _folder.Read("log"));
        Assert.False(exit.LeftChildren);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_signal_is_told_apart_from_an_exit()
    {
        var exit = await _runner.RunAsync(Shell("kill -9 $$"), TestContext.Current.CancellationToken);

        Assert.Equal((137, 9), (exit.ExitCode, exit.Signal));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_time_limit_ends_the_whole_tree_also_what_left_its_session()
    {
        var spec = Shell("setsid sleep 61.125 & sleep 61.125") with { Timeout = TimeSpan.FromSeconds(2) };
        var exit = await _runner.RunAsync(spec, TestContext.Current.CancellationToken);

        Assert.True(exit.TimedOut);
        Assert.Empty(Sleepers("61.125"));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_child_that_outlives_its_parent_is_ended_and_reported()
    {
        var exit = await _runner.RunAsync(Shell("sleep 62.125 & exit 0"), TestContext.Current.CancellationToken);

        Assert.Equal(0, exit.ExitCode);
        Assert.True(exit.LeftChildren);
        Assert.Empty(Sleepers("62.125"));
    }

    [Fact(Timeout = 20_000)]
    public async Task Peak_memory_is_the_programs_own_and_not_that_of_the_process_that_started_it()
    {
        var ballast = new byte[300_000_000];
        Array.Fill(ballast, (byte)1);
        var small = await _runner.RunAsync(Shell("sleep 0.3"), TestContext.Current.CancellationToken);
        var large = await _runner.RunAsync(Shell("exec python3 -c \"x = bytearray(b'1') * 900_000_000; import time; time.sleep(0.1)\""), TestContext.Current.CancellationToken);

        Assert.InRange(small.PeakMemory, 100_000, 20_000_000);
        Assert.InRange(large.PeakMemory, 500_000_000, 1_100_000_000);
        GC.KeepAlive(ballast);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_program_that_cannot_start_is_named()
    {
        var spec = Shell("") with { Program = "/nowhere/program" };
        var error = await Assert.ThrowsAsync<ProcessStartException>(() => _runner.RunAsync(spec, CancellationToken.None));

        Assert.Equal("cannot start '/nowhere/program': No such file or directory", error.Message);
    }

    [Fact(Timeout = 20_000)]
    public async Task I_can_feed_a_program_and_capture_what_it_writes()
    {
        var result = await _runner.CaptureAsync(Shell("cat; echo note >&2"), "hello"u8.ToArray(), _folder["tmp"], TestContext.Current.CancellationToken);

        Assert.Equal("hello"u8.ToArray(), result.Output);
        Assert.Equal("note\n", result.Errors);
        Assert.Empty(Directory.GetFiles(_folder["tmp"]));
    }

    private ProcessSpec Shell(string script) => new("/bin/sh", ["-c", script])
    {
        WorkingDirectory = _folder.Root,
        Environment = Environment,
        LogPath = _folder["log"],
    };

    private static IEnumerable<string> Sleepers(string seconds) =>
        Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.Combine(folder, "cmdline"))
            .Where(File.Exists)
            .Select(file => { try { return File.ReadAllText(file); } catch (IOException) { return ""; } })
            .Where(line => line.Contains(seconds, StringComparison.Ordinal) && line.StartsWith("sleep", StringComparison.Ordinal));
}
