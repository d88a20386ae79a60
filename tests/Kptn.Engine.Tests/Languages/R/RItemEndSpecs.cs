using System.Globalization;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.Languages.R;

public sealed class RItemEndSpecs : IAsyncDisposable
{
    private readonly RItemRoom _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task One_R_is_started_for_all_items_whatever_they_do_to_themselves()
    {
        _room.Folder.Write("s.R", """
            n <- as.integer(Sys.getenv("N"))
            cat("item", n, "\n")
            if (n == 1) stop("an error")
            if (n == 2) quit(status = 9)
            if (n == 3) tools::pskill(Sys.getpid(), 9)
            if (n == 4) tools::pskill(Sys.getpid(), 11)
            if (n == 5) { options(digits = 3); setwd("/"); Sys.setenv(N = "x"); unlink(tempdir(), TRUE); closeAllConnections() }
            if (n == 6) cat(getOption("digits"), basename(getwd()), dir.exists(tempdir()), "\n")
            """);
        var worker = _room.Warm();
        var bundle = Enumerable.Range(1, 6).Select(n => _room.ItemIn("s.R", [new("N", $"{n}")])).ToArray();
        var ends = await RItemRoom.RunAsync(worker, bundle);

        Assert.Equal([1, 9, 137, 139, 0, 0], ends.Select(end => end.ExitCode));
        Assert.Equal("it was ended by SIGKILL, perhaps out of memory", ends[2].Error);
        Assert.Equal("it was ended by SIGSEGV", ends[3].Error);
        Assert.Equal("item 1 \nError: an error\nExecution halted\n", RItemRoom.Log(bundle[0]));
        Assert.Equal($"item 6 \n7 {Path.GetFileName(_room.Folder.Root)} TRUE \n", RItemRoom.Log(bundle[5]));
        Assert.Equal(("", 1), (worker.Reason, _room.Processes.Started));
        Assert.All(ends, end => Assert.True(end.PeakMemory > 10_000_000 && end.Duration > TimeSpan.Zero && end.StartedAt > DateTimeOffset.UtcNow.AddMinutes(-1)));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_item_tells_the_processor_time_and_the_memory_that_it_took()
    {
        _room.Folder.Write("busy.R", "t <- Sys.time(); while (Sys.time() - t < 0.6) sqrt(1:10)");
        _room.Folder.Write("large.R", "x <- numeric(2e7); x[] <- 1; Sys.sleep(0.2)");
        _room.Folder.Write("child.R", "system('i=0; while [ $i -lt 1000000 ]; do i=$((i+1)); done')");
        _room.Folder.Write("idle.R", "1");
        var ends = await RItemRoom.RunAsync(_room.Warm(), _room.Item("busy.R"), _room.Item("large.R"), _room.Item("child.R"), _room.Item("idle.R"));

        Assert.InRange(ends[0].CpuTime.TotalSeconds, 0.02, 5);
        Assert.True(ends[1].PeakMemory > 160_000_000);
        Assert.True(ends[2].CpuTime > ends[3].CpuTime);
        Assert.True(ends[3].PeakMemory < 150_000_000);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_item_that_hangs_past_its_timeout_is_ended_with_all_it_started()
    {
        _room.Timeout = TimeSpan.FromSeconds(1);
        _room.Folder.Write("hang.R", "cat('begun\\n'); system('setsid sleep 71.125 & sleep 71.125')").Write("fine.R", "cat('fine\\n')");
        var (hangs, fine) = (_room.Item("hang.R"), _room.Item("fine.R"));
        var ends = await RItemRoom.RunAsync(_room.Warm(), hangs, fine);

        Assert.Equal("it ran longer than its timeout of 1 s and was ended", ends[0].Error);
        Assert.Equal("begun\n", RItemRoom.Log(hangs));
        Assert.Equal(TaskOutcome.Succeeded, ends[1].Outcome);
        Assert.Equal(1, _room.Processes.Started);
        Assert.Empty(Sleepers("71.125"));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_item_that_stops_itself_is_killed()
    {
        _room.Timeout = TimeSpan.FromSeconds(1);
        _room.Folder.Write("stop.R", "tools::pskill(Sys.getpid(), 19); cat('never\\n')");
        var end = (await RItemRoom.RunAsync(_room.Warm(), _room.Item("stop.R")))[0];

        Assert.Equal("it ran longer than its timeout of 1 s and was ended", end.Error);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_an_item_leaves_running_is_ended_and_told()
    {
        _room.Folder.Write("leave.R", "system('sleep 72.125 &')");
        var end = (await RItemRoom.RunAsync(_room.Warm(), _room.Item("leave.R")))[0];

        Assert.Equal((TaskOutcome.Succeeded, "it left processes running, which were ended"), (end.Outcome, end.Notice));
        Assert.Empty(Sleepers("72.125"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_warm_R_that_dies_costs_the_item_that_ran_and_no_other()
    {
        _room.Folder.Write("a.R", "cat('a\\n')").Write("kill.R", "system(paste('kill -9 $(ps -o ppid= -p', Sys.getpid(), ')')); Sys.sleep(0.3); cat('done\\n')");
        var worker = _room.Warm();
        var bundle = new[] { _room.Item("a.R"), _room.Item("kill.R"), _room.Item("a.R"), _room.Item("a.R") };
        var ends = await RItemRoom.RunAsync(worker, bundle);

        Assert.Equal([TaskOutcome.Succeeded, TaskOutcome.Failed, TaskOutcome.Succeeded, TaskOutcome.Succeeded], ends.Select(end => end.Outcome));
        Assert.Equal("the warm R that it was forked from ended, so how it ended is not known", ends[1].Error);
        Assert.Equal("done\n", RItemRoom.Log(bundle[1]));
        Assert.Equal("a\n", RItemRoom.Log(bundle[3]));
        Assert.Equal(("", 2), (worker.Reason, _room.Processes.Started));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_warm_R_that_died_between_items_is_replaced()
    {
        _room.Folder.Write("a.R", "cat('a\\n')");
        var worker = _room.Warm();
        await RItemRoom.RunAsync(worker, _room.Item("a.R"));
        _room.Processes.KillAll();
        var bundle = new[] { _room.Item("a.R"), _room.Item("a.R") };
        var ends = await RItemRoom.RunAsync(worker, bundle);

        Assert.All(ends, end => Assert.Equal(TaskOutcome.Succeeded, end.Outcome));
        Assert.All(bundle, work => Assert.Equal("a\n", RItemRoom.Log(work)));
        Assert.NotNull(worker.ServerId);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stop_ends_the_item_and_begins_no_other()
    {
        _room.Folder.Write("long.R", "cat('begun\\n'); system('sleep 73.125')");
        using var stop = new CancellationTokenSource();
        var ends = new List<ItemEnd>();
        var bundle = new[] { _room.Item("long.R"), _room.Item("long.R") };
        var run = Task.Run(() => _room.Warm().RunAsync(bundle, (_, end) => ends.Add(end), stop.Token), TestContext.Current.CancellationToken);
        while (Sleepers("73.125").Count == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await run;

        Assert.Equal([TaskOutcome.Interrupted, TaskOutcome.Interrupted], ends.Select(end => end.Outcome));
        Assert.Empty(Sleepers("73.125"));
        Assert.Equal("", RItemRoom.Log(bundle[1]));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stop_while_R_starts_ends_it()
    {
        _room.Folder.Write("a.R", "1");
        _room.UseRscript("#!/bin/sh\nsleep 74.125\n");
        using var stop = new CancellationTokenSource();
        var ends = new List<ItemEnd>();
        var work = _room.Item("a.R");
        var run = Task.Run(() => _room.Warm().RunAsync([work], (_, end) => ends.Add(end), stop.Token), TestContext.Current.CancellationToken);
        while (Sleepers("74.125").Count == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await run;

        Assert.Equal(TaskOutcome.Interrupted, Assert.Single(ends).Outcome);
        Assert.Empty(Sleepers("74.125"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Items_leave_no_files_behind()
    {
        var temporary = Directory.CreateDirectory(_room.Folder["tmp"]).FullName;
        _room.Environments["TMPDIR"] = temporary;
        _room.Folder.Write("a.R", "invisible(file.create(tempfile())); cat(dirname(tempdir()) == Sys.getenv('TMPDIR'))");
        var bundle = new[] { _room.Item("a.R"), _room.Item("a.R") };
        await using (var worker = _room.Warm()) await RItemRoom.RunAsync(worker, bundle);

        Assert.All(bundle, work => Assert.Equal("TRUE", RItemRoom.Log(work)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
        Assert.Single(Directory.EnumerateFileSystemEntries(_room.Folder["cache"]));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_item_that_writes_nothing_leaves_no_log()
    {
        _room.Folder.Write("a.R", "x <- 1");
        var work = _room.Item("a.R");
        await RItemRoom.RunAsync(_room.Warm(), work);

        Assert.False(File.Exists(work.LogPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_that_was_edited_runs_as_it_is_now()
    {
        var worker = _room.Warm();
        for (var i = 0; i < 3; i++)
        {
            _room.Folder.Write("a.R", i.ToString(CultureInfo.InvariantCulture));
            var work = _room.Item("a.R");
            await RItemRoom.RunAsync(worker, work);

            Assert.Equal($"[1] {i}\n", RItemRoom.Log(work));
        }
    }

    private static List<int> Sleepers(string seconds) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => IsSleeper(id, seconds))];

    private static bool IsSleeper(int id, string seconds)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline") == $"sleep\0{seconds}\0";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
