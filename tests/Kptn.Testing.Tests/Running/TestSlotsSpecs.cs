using Kptn.Engine.Projects;
using Kptn.Testing.Running;

namespace Kptn.Testing.Tests.Running;

/// <summary>Which tests run at once.</summary>
public sealed class TestSlotsSpecs
{
    private static readonly Settings Bounded = new() { ResourceCpu = 4, ResourceMemory = 100, Limits = new Dictionary<string, int> { ["db"] = 1 } };

    private static TaskDefinition Task(int? cpu = null, int? memory = null, params string[] tags) => new() { Name = "t", Place = new Place("kptn.yaml"), Language = TaskLanguage.Command, Cpu = cpu, Memory = memory, Tags = tags };

    [Fact]
    public async Task Tests_share_the_resources_of_the_settings()
    {
        var slots = new TestSlots(Bounded, 10);
        var first = await slots.TakeAsync(Task(cpu: 3), TestContext.Current.CancellationToken);
        var large = slots.TakeAsync(Task(cpu: 2), TestContext.Current.CancellationToken);
        var small = slots.TakeAsync(Task(cpu: 1, memory: 100), TestContext.Current.CancellationToken);
        var memory = slots.TakeAsync(Task(memory: 1), TestContext.Current.CancellationToken);
        await small;
        Assert.False(large.IsCompleted || memory.IsCompleted);

        first.Dispose();
        await large;
        Assert.False(memory.IsCompleted);
        (await small).Dispose();
        await memory;
    }

    [Fact]
    public async Task One_that_needs_more_than_there_is_runs_alone()
    {
        var slots = new TestSlots(Bounded, 10);
        var huge = await slots.TakeAsync(Task(cpu: 4000), TestContext.Current.CancellationToken);
        var other = slots.TakeAsync(Task(cpu: 1), TestContext.Current.CancellationToken);
        Assert.False(other.IsCompleted);
        huge.Dispose();
        await other;
    }

    [Fact]
    public async Task Tags_and_jobs_bound_them_too()
    {
        var slots = new TestSlots(Bounded, 2);
        var one = await slots.TakeAsync(Task(tags: "db"), TestContext.Current.CancellationToken);
        var two = slots.TakeAsync(Task(tags: ["io", "db"]), TestContext.Current.CancellationToken);
        var three = await slots.TakeAsync(Task(), TestContext.Current.CancellationToken);
        var four = slots.TakeAsync(Task(), TestContext.Current.CancellationToken);
        Assert.False(two.IsCompleted || four.IsCompleted);
        three.Dispose();
        three.Dispose();
        await four;
        Assert.False(two.IsCompleted);
        one.Dispose();
        await two;
    }

    [Fact]
    public async Task One_that_is_stopped_while_it_waits_takes_nothing()
    {
        var slots = new TestSlots(Bounded, 1);
        using var stop = new CancellationTokenSource();
        var one = await slots.TakeAsync(Task(), TestContext.Current.CancellationToken);
        var stopped = slots.TakeAsync(Task(), stop.Token);
        var next = slots.TakeAsync(Task(), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        one.Dispose();
        await next;
    }
}
