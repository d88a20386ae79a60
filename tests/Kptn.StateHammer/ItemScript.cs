using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.StateHammer;

/// <summary>An endless list of things done to the items of a task that every process agrees on. It takes sessions by their run ids.</summary>
public static class ItemScript
{
    public const string Task = "größe/map";
    private const int Paths = 12;
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static string Key(int item) => item % 7 == 0 ? $"[\"“{item}”\",{item}]" : $"{item}";

    public static string Run(int number) => $"run-{number / 25}";

    public static Fingerprint Common(string run) =>
        Fingerprint.Of([new Component(ComponentKind.Code, "util.py:clean", Hash256.Of(run), "python ast"), new Component(ComponentKind.Args, "größe", Hash256.Of("args"), run)]);

    /// <summary>Does one of the things.</summary>
    /// <param name="number">Which.</param>
    /// <param name="items">How many items there are.</param>
    /// <param name="target">What it is done to.</param>
    public static void Apply(int number, int items, IItemTarget target)
    {
        var random = new Random(number);
        var key = Key(random.Next(items));
        var session = target.Session(Run(number));
        switch (random.Next(20))
        {
            case < 10:
                var last = Try(number, session, TaskOutcome.Succeeded);
                target.Record(new ItemState(key, last, Good(number, last, session)));
                break;
            case < 12:
                target.Record(new ItemState(key, Try(number, session, TaskOutcome.Failed), null));
                break;
            case 12:
                var failed = Try(number, session, TaskOutcome.Interrupted);
                target.Record(new ItemState(key, failed, Good(number, failed with { StartedAt = Start.AddYears(-number % 100) }, target.Session(Run(number / 2)))));
                break;
            case < 16:
                target.Start([.. Enumerable.Range(0, random.Next(4)).Select(_ => Key(random.Next(items)))], session);
                break;
            case < 19:
                target.Drop([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Key(random.Next(items))).Distinct()]);
                break;
            default:
                target.Forget([.. Enumerable.Range(0, 3).Select(_ => $"out/{random.Next(Paths)}.csv").Distinct()]);
                break;
        }
    }

    private static ItemTry Try(int number, int session, TaskOutcome outcome) => new(
        outcome,
        session,
        Start.AddTicks(number * 1_234_567L),
        TimeSpan.FromTicks(number * 89L),
        1 + (number % 3),
        outcome switch { TaskOutcome.Succeeded => 0, TaskOutcome.Failed => 128 + 9, _ => null },
        outcome == TaskOutcome.Failed ? $"signal 9 in change {number}, “really”" : "");

    private static ItemGood Good(int number, ItemTry last, int session)
    {
        var random = new Random(-number);
        var outputs = Enumerable.Range(0, random.Next(4)).Select(_ => $"out/{random.Next(Paths)}.csv").Distinct().Order(StringComparer.Ordinal)
            .Select(path => new OutputState(path, Hash256.Of($"{path} {number}"), number, Stamp(number)));
        var result = (number % 3) switch
        {
            0 => default,
            1 => new ItemResult(Enumerable.Repeat((byte)'7', 1 + (number % 40)).ToArray(), default, 1 + (number % 40)),
            _ => new ItemResult(default, Hash256.Of($"result {number}"), number + 3000L),
        };
        var own = number % 2 == 0 ? default : Hash256.Of($"own {number}");
        return new ItemGood(session, own, [.. outputs], result, last.StartedAt, last.Duration, 1L << (number % 40), TimeSpan.FromTicks(number % 5));
    }

    private static FileStamp Stamp(int number) =>
        number % 5 == 0 ? default : new FileStamp(number % 4 == 0 ? number + 1 : number, 1_767_323_045_000_000_000 + number, 12_345_678_901_234_567_890 + (ulong)number, number % 2 == 0);
}
