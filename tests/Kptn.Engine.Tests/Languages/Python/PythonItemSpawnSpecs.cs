using Kptn.Engine.Languages.Python;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonItemSpawnSpecs : IAsyncDisposable
{
    private readonly ItemsFolder _python = new(withoutFork: true);

    public ValueTask DisposeAsync() => _python.DisposeAsync();

    [Fact(Timeout = 30_000)]
    public async Task Without_fork_items_share_a_plain_process()
    {
        var worker = _python.Open("import os, atexit\natexit.register(print, 'exit')\nopen('imports', 'a').write('i')\ndef f(x):\n    if x != 2: print('item', x)\n    if x == 1: raise ValueError(x)\n    if x == 3: os._exit(3)\n    return x");
        var ends = await _python.RunAsync(worker, _python.Items(6));

        Assert.Equal(["", "ValueError: 1 (tasks/t.py:6)", "", "exited with code 3 before returning", "", ""], ends.Select(end => end.Error));
        Assert.Equal("ii", _python.Imports);
        await worker.DisposeAsync();
        Assert.Equal("exit\n", _python.TaskLog);
        Assert.Equal(["0.log", "1.log", "3.log", "4.log", "5.log"], _python.AllFiles);
        Assert.Equal("item 5\n", _python.Log(5));
    }

    [Fact(Timeout = 30_000)]
    public async Task Without_fork_a_hang_ends_one_item()
    {
        var worker = _python.Open(_python.Call("import time\ndef f(x):\n    print('item', x, flush=True)\n    if x == 1: time.sleep(60)\n    return x") with { Timeout = TimeSpan.FromSeconds(1.5) });
        var ends = await _python.RunAsync(worker, _python.Items(3));

        Assert.Equal([TaskOutcome.Succeeded, TaskOutcome.Failed, TaskOutcome.Succeeded], ends.Select(end => end.Outcome));
        Assert.Equal("item 1\n", _python.Log(1));
    }

    [Fact(Timeout = 30_000)]
    public async Task The_place_where_a_process_meets_kptn_goes_when_it_is_there()
    {
        using var address = new PythonItemAddress();
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(address.Text)!));
        address.Dispose();

        Assert.False(Directory.Exists(Path.GetDirectoryName(address.Text)));
    }

    [Fact(Timeout = 30_000)]
    public void What_a_killed_run_left_there_is_removed_later()
    {
        var old = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kptn-items-" + Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(old, "s"), "");
        Directory.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1));
        using var now = new PythonItemAddress();
        PythonItemAddress.Sweep();

        Assert.False(Directory.Exists(old));
        Assert.True(File.Exists(now.Text));
    }
}
