using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;

namespace Kptn.StateHammer;

/// <summary>An endless list of changes that every process agrees on. A change's number is the run id of its try.</summary>
public static class Script
{
    public static readonly StateKey Key = new("feature/häm-mer", "graph");
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static StateChange Change(int number, int tasks = 50)
    {
        var task = $"task_{number * 7 % tasks}";
        return (number % 11) switch
        {
            10 => new StateChange(task, null),
            0 or 3 or 6 => new StateChange(task, Try(number, TaskOutcome.Started)),
            9 => new StateChange(task, Try(number, TaskOutcome.Failed)),
            _ => new StateChange(task, Try(number, TaskOutcome.Succeeded), Good(number)),
        };
    }

    public static LastTry Try(int number, TaskOutcome outcome) => new(
        outcome,
        $"{number}",
        Start.AddSeconds(number),
        Start.AddSeconds(number + 1.25),
        1 + (number % 3),
        outcome switch { TaskOutcome.Succeeded => 0, TaskOutcome.Failed => 128 + 9, _ => null },
        outcome == TaskOutcome.Failed ? $"signal 9 in change {number}, “really”" : "");

    public static GoodRun Good(int number) => new(
        new Fingerprint(
            [
                new Component(ComponentKind.Code, "util.py:clean", Hash256.Of($"code {number}"), "python ast"),
                new Component(ComponentKind.Definition, "outputs", Hash256.Of("definition")),
                new Component(ComponentKind.Args, "x", Hash256.Of($"args {number}"), $"x = {number}"),
                new Component(ComponentKind.Config, "größe", Hash256.Of("config"), "12"),
                new Component(ComponentKind.Env, "HOME", Hash256.Of("env")),
                new Component(ComponentKind.Inputs, $"A/{number % 50}.csv", Hash256.Of($"inputs {number}")),
            ],
            Hash256.Of($"fingerprint {number}")),
        [new OutputState($"out/{number % 50}.csv", Hash256.Of($"output {number}"), number, new FileStamp(number, 1_767_323_045_000_000_000 + number, 12_345_678_901 + (ulong)number, number % 2 == 0))],
        number % 4 == 0 ? default : Hash256.Of($"result {number}"),
        number % 4 == 0 ? 0 : number,
        $"{number}",
        Start.AddSeconds(number),
        Start.AddSeconds(number + 1.25),
        1L << (number % 40),
        TimeSpan.FromMilliseconds(number));
}
