using Kptn.Engine.Runs;
using Kptn.Engine.State;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Tests.Mapped;

public sealed class ItemProgressSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void I_see_how_fast_items_go_and_how_long_it_takes()
    {
        var map = new MapProgress(new ItemsPlanned(Start, "B", 10_000, 8_000, 0, 2_000));
        for (var i = 1; i <= 4_000; i++) map.Add(Ended(i, Start.AddMilliseconds(i), failed: i % 1_000 == 0));
        Assert.Equal("6,000/10,000 · 1,000/s · 4 failed · 4 s left", map.Text(Start.AddSeconds(4)));
        Assert.Equal(0.6, map.Part(), 3);
    }

    [Fact]
    public void Slow_items_are_counted_by_the_minute()
    {
        var map = new MapProgress(new ItemsPlanned(Start, "B", 10, 10, 0, 0));
        Assert.Equal("0/10", map.Text(Start.AddSeconds(30)));
        map.Add(Ended(1, Start.AddSeconds(30)));
        map.Add(Ended(2, Start.AddSeconds(60)));
        Assert.Equal("2/10 · 2/min · 4 min 0 s left", map.Text(Start.AddSeconds(60)));
    }

    [Fact]
    public void Items_that_were_not_asked_for_are_not_waited_for()
    {
        var map = new MapProgress(new ItemsPlanned(Start, "B", 50, 1, 0, 40));
        Assert.Equal("0/1", map.Text(Start));
        map.Add(Ended(1, Start.AddSeconds(1)));
        Assert.Equal(1, map.Part());
    }

    [Fact]
    public void Retries_do_not_count_as_ends()
    {
        var map = new MapProgress(new ItemsPlanned(Start, "B", 4, 4, 0, 0));
        map.Add(Ended(1, Start, failed: true) with { WillRetry = true });
        Assert.Equal("0/4 · 1 retried", map.Text(Start));
    }

    [Fact]
    public void A_long_run_says_now_and_then_how_far_it_is_and_a_short_one_does_not()
    {
        Assert.Equal(9, Lines(1_000, TimeSpan.FromMilliseconds(120)).Count(line => line.Contains("/1,000", StringComparison.Ordinal)));
        Assert.DoesNotContain(Lines(1_000, TimeSpan.FromMilliseconds(5)), line => line.Contains("/1,000", StringComparison.Ordinal));
        var day = Lines(1_000, TimeSpan.FromSeconds(86)).Where(line => line.Contains("/1,000", StringComparison.Ordinal)).ToList();
        Assert.InRange(day.Count, 9, 10);
    }

    [Fact]
    public void Notices_of_a_million_items_are_a_few_lines()
    {
        var lines = Lines(100, TimeSpan.FromMilliseconds(1), notices: true);
        Assert.Equal(5, lines.Count(line => line.StartsWith("notice", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("and 95 more notices on items", StringComparison.Ordinal));
    }

    private static List<string> Lines(int count, TimeSpan pace, bool notices = false)
    {
        var screen = new Screen(TextWriter.Null, TextWriter.Null, hasColour: false, isLive: false, width: 120);
        var lines = new RunLines(screen, new RunFacts("/", new Dictionary<string, IReadOnlyList<string>>()), LineForm.Progress);
        var shown = new List<string>();
        void Add(RunEvent runEvent) => shown.AddRange(lines.Of(runEvent));
        Add(new RunStarted(Start, "run", "g", "main", "g", 1, 1, 0, 1));
        Add(new TaskStarted(Start, "B", 1, "no cached state", "B.log"));
        Add(new ItemsPlanned(Start, "B", count, count, 0, 0));
        for (var i = 1; i <= count; i++)
        {
            if (notices) Add(new RunNotice(Start + (i * pace), $"B@{i}", "something still runs"));
            Add(Ended(i, Start + (i * pace)));
        }

        Add(new TaskEnded(Start + (count * pace), "B", 1, TaskOutcome.Succeeded, count * pace, null, "", 0, TimeSpan.Zero, "B.log", false, true));
        return shown;
    }

    private static ItemEnded Ended(int key, DateTimeOffset at, bool failed = false) =>
        new(at, "B", key.ToString(System.Globalization.CultureInfo.InvariantCulture), 1, failed ? TaskOutcome.Failed : TaskOutcome.Succeeded, TimeSpan.FromMilliseconds(1), null, failed ? "exit code 1" : "", $"B@{key}.log", false);
}
