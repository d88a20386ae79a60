using Kptn.Engine.Languages.R;

namespace Kptn.Engine.Tests.Languages.R;

public sealed class RItemReasonSpecs : IAsyncDisposable
{
    private readonly RItemRoom _room = new();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Theory(Timeout = 60_000)]
    [InlineData("proc.time()[[3]]", "it mentions proc.time, which counts from the start of R")]
    [InlineData(".Internal(commandArgs())", "it mentions .Internal")]
    [InlineData("readLines('/proc/self/cmdline')", "it mentions /proc/self, where R's own process shows")]
    [InlineData("this.path::this.path()", "it mentions this.path, which asks R itself for its command line")]
    [InlineData("gc.time()", "it mentions gc.time, which tells of R's memory since its start")]
    [InlineData("x <- mclapply(1:3, commandArgs, stdin(), quit(), system.time(1))", "")]
    public async Task What_a_script_mentions_may_want_a_process(string text, string reason)
    {
        Assert.Equal(reason, RWarmth.OfText("it", text));
        await Task.CompletedTask;
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_that_could_tell_runs_in_a_process_of_its_own()
    {
        _room.Folder.Write("s.R", "cat(proc.time()[['elapsed']] < 30)").Write("t.R", "cat('warm')");
        var worker = _room.Warm();
        var works = new[] { _room.Item("s.R"), _room.Item("t.R") };
        await RItemRoom.RunAsync(worker, works[0]);
        Assert.Equal(("it mentions proc.time, which counts from the start of R", (int?)null), (worker.Reason, worker.ServerId));
        await RItemRoom.RunAsync(worker, works[1]);

        Assert.Equal("", worker.Reason);
        Assert.Equal(["TRUE", "warm"], works.Select(RItemRoom.Log));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_profile_runs_before_each_item()
    {
        _room.Folder.Write("s.R", "cat(told)").Write(".Rprofile", "told <- Sys.getenv('N')\n");
        var worker = _room.Warm();
        var works = new[] { _room.ItemIn("s.R", [new("N", "1")]), _room.ItemIn("s.R", [new("N", "2")]) };
        await RItemRoom.RunAsync(worker, works);

        Assert.Equal(["1", "2"], works.Select(RItemRoom.Log));
        Assert.Equal($"R runs '{_room.Folder[".Rprofile"]}' before each script", worker.Reason);
    }

    [Fact(Timeout = 60_000)]
    public async Task Settings_of_the_environment_may_refer_to_the_item()
    {
        _room.Folder.Write("s.R", "cat(Sys.getenv('OTHER'))").Write(".Renviron", "OTHER=of-${N}\n");
        var worker = _room.Warm();
        var work = _room.ItemIn("s.R", [new("N", "1")]);
        await RItemRoom.RunAsync(worker, work);

        Assert.Equal("of-1", RItemRoom.Log(work));
        Assert.Contains("refers to the environment", worker.Reason, StringComparison.Ordinal);
        _room.Folder.Write(".Renviron", "OTHER=fixed\n");
        work = _room.ItemIn("s.R", [new("N", "2")]);
        await RItemRoom.RunAsync(worker, work);

        Assert.Equal(("fixed", ""), (RItemRoom.Log(work), worker.Reason));
    }

    [Fact(Timeout = 60_000)]
    public async Task What_R_writes_when_it_starts_is_in_each_log()
    {
        _room.Environments["LC_ALL"] = "xx_XX.UTF-8";
        _room.Folder.Write("s.R", "cat('done\\n')");
        var worker = _room.Warm();
        var works = new[] { _room.Item("s.R"), _room.Item("s.R") };
        await RItemRoom.RunAsync(worker, works);

        Assert.All(works, work => Assert.Contains("Setting LC_CTYPE failed", RItemRoom.Log(work), StringComparison.Ordinal));
        Assert.StartsWith("R writes when it starts: ", worker.Reason, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_variable_that_R_reads_when_it_starts_is_there_when_it_starts()
    {
        _room.Folder.Write("s.R", "print(Sys.Date() > 0); cat(format(as.POSIXct(0, origin = '1970-01-01'), '%H'))");
        var worker = _room.Warm();
        var work = _room.ItemIn("s.R", [new("TZ", "Asia/Tokyo")]);
        await RItemRoom.RunAsync(worker, work);

        Assert.Equal(("[1] TRUE\n09", "R reads $TZ when it starts"), (RItemRoom.Log(work), worker.Reason));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_script_that_is_not_there_fails_as_with_Rscript()
    {
        var work = _room.Item("none.R");
        var end = (await RItemRoom.RunAsync(_room.Warm(), work))[0];

        Assert.Equal(2, end.ExitCode);
        Assert.Contains("cannot open file", RItemRoom.Log(work), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Scripts_of_other_folders_run_in_theirs()
    {
        foreach (var folder in (string[])["one", "two"]) _room.Folder.Write($"{folder}/s.R", "cat(basename(getwd()), basename(Sys.getenv('PWD')))");
        var worker = _room.Warm();
        var works = new[] { _room.Item("one/s.R"), _room.Item("one/s.R"), _room.Item("two/s.R") };
        await RItemRoom.RunAsync(worker, works);

        Assert.Equal(["one one", "one one", "two two"], works.Select(RItemRoom.Log));
        Assert.Equal(2, _room.Processes.Started);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_R_that_cannot_be_kept_warm_is_tried_once()
    {
        _room.Folder.Write("s.R", "cat('ran')");
        _room.UseRscript($"#!/bin/sh\ncase $1 in */items-*) exit 3;; esac\nexec {_room.Rscript} \"$@\"\n");
        var worker = _room.Warm();
        var works = new[] { _room.Item("s.R"), _room.Item("s.R") };
        await RItemRoom.RunAsync(worker, works);

        Assert.Equal(["ran", "ran"], works.Select(RItemRoom.Log));
        Assert.Equal(("R did not start: it ended without a word", 3), (worker.Reason, _room.Processes.Started));
    }
}
