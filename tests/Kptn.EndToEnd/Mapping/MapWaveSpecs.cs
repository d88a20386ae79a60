using System.Globalization;
using System.Text.Json;
using Kptn.EndToEnd.Crash;

namespace Kptn.EndToEnd.Mapping;

/// <summary>What the run log says of bundles and waves.</summary>
public sealed class MapWaveSpecs
{
    [Theory(Timeout = 120_000)]
    [InlineData(1, 1, 0, "1")]
    [InlineData(3, 7, 0, "4")]
    [InlineData(5, 0, 1, "4")]
    [InlineData(4, 3, 1, "2")]
    [InlineData(100, 10, 2, "4")]
    [InlineData(1, 1000, 0, "4")]
    public async Task Bundles_and_waves_are_as_large_as_declared_and_waves_end_before_the_next_begin(int bundle, int group, int retries, string jobs)
    {
        await Task.Yield();
        using var project = new CrashProject();
        var group_size = group == 0 ? "" : $", group_size: {group}";
        project.Tasks("{list: [], py: list, sh: list}", $$"""
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              py: {file: "t.py:py", map_over: X, bundle_size: {{bundle}}{{group_size}}, retries: {{retries}}}
              sh: {command: "echo $X >> {{project.Outside}}/sh; test $((X % 5)) != 0 -o $(grep -cx $X {{project.Outside}}/sh) -gt 1", map_over: X, bundle_size: {{bundle}}{{group_size}}, retries: {{retries}}}
            """);
        project.Write("t.py", $"""
            import os
            def items(): return list(range(23))
            def py(X):
                path = "{project.Outside}/py%d" % X
                with open(path, "a") as f: f.write("x")
                if X % 4 == 0 and os.path.getsize(path) == 1: os._exit(1)
            """);
        project.Run("run", "-j", jobs).Expect(retries == 0 ? 1 : 0);
        foreach (var task in new[] { "py", "sh" }) Check([.. RunLogs.All(project).Select(pair => pair.Event).Where(line => line.Text("task") == task)], bundle, group == 0 ? int.MaxValue : group, retries);
    }

    [Fact(Timeout = 60_000)]
    public async Task Items_take_slots_as_tasks_do()
    {
        await Task.Yield();
        using var project = new CrashProject();
        project.Tasks("{list: [], tagged: list, big: list, plain: []}", $$"""
              list: {file: "t.py:items", cache_result: true, iterable_item: X}
              tagged: {file: "t.py:tagged", map_over: X, tags: [db]}
              big: {file: "t.py:big", map_over: X, compute: {cpu: 2048, memory: 64} }
              plain: {command: "echo + >> {{project.Outside}}/tagged; sleep 0.1; echo - >> {{project.Outside}}/tagged", tags: [db]}
            """, "settings: {limits: {db: 1}, resources: {cpu: 4, memory: 4000}}");
        project.Write("t.py", $"""
            import time
            def note(name, what):
                with open("{project.Outside}/" + name, "a") as f: f.write(what + "\n")
            def items(): return list(range(12))
            def tagged(X):
                note("tagged", "+"); time.sleep(0.02); note("tagged", "-")
            def big(X):
                note("big", "+"); time.sleep(0.02); note("big", "-")
            """);
        project.Run("run", "-j", "8").Expect(0);
        Assert.Equal(1, Most(project.Lines("tagged")));
        Assert.InRange(Most(project.Lines("big")), 1, 2);
    }

    private static void Check(List<JsonElement> events, int bundle, int group, int retries)
    {
        var (wave, size, started, open, bundles) = (0, 0, 0, new Dictionary<string, int>(), 0);
        foreach (var line in events)
        {
            switch (line.Text("event"))
            {
                case "wave-started":
                    Assert.Empty(open);
                    Assert.Equal(size, started);
                    Assert.Equal((++wave).ToString(CultureInfo.InvariantCulture), line.Text("wave"));
                    (size, started) = (line.GetProperty("items").GetInt32(), 0);
                    Assert.InRange(size, 1, group);
                    break;
                case "bundle-started":
                    var items = line.Items().ToList();
                    Assert.InRange(items.Count, 1, bundle);
                    Assert.Equal(wave.ToString(CultureInfo.InvariantCulture), line.Text("wave"));
                    foreach (var item in items)
                    {
                        if (!open.ContainsKey(item)) started++;
                        Assert.True(open.TryAdd(item, 1) || open[item]++ <= retries, $"{item} is out twice");
                    }

                    bundles++;
                    Assert.InRange(open.Count, 1, group);
                    break;
                case "item-ended" when line.Text("will_retry") != "true":
                    foreach (var item in line.Items()) Assert.True(open.Remove(item), $"{item} was not out");
                    break;
                case "wave-ended":
                    Assert.Equal(size, started);
                    Assert.Empty(open);
                    break;
            }
        }

        Assert.Equal(23, events.Count(line => line.Text("event") == "item-ended" && line.Text("will_retry") != "true"));
        Assert.Equal((23 + Math.Min(group, 23) - 1) / Math.Min(group, 23), wave);
        Assert.InRange(bundles, (23 + bundle - 1) / bundle, 60);
    }

    private static int Most(IEnumerable<string> lines)
    {
        var (now, most) = (0, 0);
        foreach (var line in lines) most = Math.Max(most, now += line == "+" ? 1 : -1);
        return most;
    }
}
