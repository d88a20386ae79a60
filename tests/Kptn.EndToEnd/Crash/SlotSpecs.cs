namespace Kptn.EndToEnd.Crash;

public sealed class SlotSpecs
{
    private const int Tasks = 12;

    [Fact(Timeout = 60_000)]
    public async Task One_job_means_one_task_at_a_time() => Assert.Equal(1, await MostAtOnceAsync("", "", "-j", "1"));

    [Fact(Timeout = 60_000)]
    public async Task Jobs_bound_what_runs_at_once() => Assert.Equal(5, await MostAtOnceAsync("", "", "-j", "5"));

    [Fact(Timeout = 60_000)]
    public async Task A_limit_of_a_tag_bounds_what_runs_at_once() =>
        Assert.Equal(2, await MostAtOnceAsync("settings: {limits: {db: 2}}", ", tags: [db, other]", "-j", "8"));

    [Fact(Timeout = 60_000)]
    public async Task Declared_compute_bounds_what_runs_at_once() =>
        Assert.Equal(3, await MostAtOnceAsync("settings: {resources: {cpu: 3072, memory: 1000000}}", ", compute: {cpu: 1024, memory: 2048}", "-j", "8"));

    [Fact(Timeout = 60_000)]
    public async Task A_task_larger_than_all_there_is_runs_alone() =>
        Assert.Equal(1, await MostAtOnceAsync("settings: {resources: {cpu: 256, memory: 512}}", ", compute: {cpu: 4096, memory: 30720}", "-j", "8"));

    private static async Task<int> MostAtOnceAsync(string settings, string keys, params string[] options)
    {
        await Task.Yield();
        using var project = new CrashProject();
        var here = project.Outside;
        Directory.CreateDirectory(here + "/now");

        // Each task waits until as many as may run at once are there, or until it is clear that no more come.
        project.Write("t.sh", $"""
            touch {here}/now/$1
            for i in 1 2 3 4 5 6 7 8; do ls {here}/now | wc -l >> {here}/seen; sleep 0.03; done
            rm {here}/now/$1
            """);
        project.Tasks(
            "{" + string.Join(", ", Enumerable.Range(0, Tasks).Select(i => $"t{i}: []")) + "}",
            string.Join('\n', Enumerable.Range(0, Tasks).Select(i => $$"""  t{{i}}: {command: "sh t.sh t{{i}}"{{keys}}}""")),
            settings);
        Assert.Contains($"{Tasks} ran", project.Run(["run", .. options]).Expect(0).LastLine, StringComparison.Ordinal);
        return project.Lines("seen").Max(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture));
    }
}
