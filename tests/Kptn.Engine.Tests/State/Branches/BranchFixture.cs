using Kptn.Engine.Fingerprints;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.Local;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State.Branches;

/// <summary>Branches of a project: sub was created from feature, feature from main.</summary>
internal sealed class BranchFixture : IDisposable
{
    public const string Map = "map";
    public static readonly StateKey Main = new("main", "graph");
    public static readonly StateKey Feature = new("feature", "graph");
    public static readonly StateKey Sub = new("sub", "graph");
    private readonly TestFolder _folder = new();

    public Parents Parents { get; } = new Parents().With("feature", "main").With("sub", "feature", "main");

    public string KptnDir => _folder[".kptn"];

    public LocalStateStore Inner => new(KptnDir, TimeProvider.System);

    public BranchedStateStore Store => new(Inner, Parents);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public void Clear()
    {
        if (Directory.Exists(KptnDir)) Directory.Delete(KptnDir, recursive: true);
    }

    public async Task WriteAsync(StateKey key, Action<IStateWriter> write)
    {
        await using var writer = await Store.OpenAsync(key, new LeaseHolder("here", Environment.ProcessId, default), TimeSpan.Zero, Cancellation);
        write(writer);
        await writer.FlushAsync(Cancellation);
    }

    public Task RecordAsync(StateKey key, params StateChange[] changes) => WriteAsync(key, writer =>
    {
        foreach (var change in changes) change.ApplyTo(writer);
    });

    public Task ItemsAsync(StateKey key, params int[] numbers) => WriteAsync(key, writer =>
    {
        using var items = writer.OpenItems(Map);
        foreach (var number in numbers) ItemScript.Apply(number, 12, new ItemWriterTarget(items));
    });

    /// <summary>Items of which no two write one path: some failed, some left, some write elsewhere now.</summary>
    public Task ApartItemsAsync(StateKey key, int count) => WriteAsync(key, writer =>
    {
        using var items = writer.OpenItems(Map);
        var session = items.BeginSession("r1", ItemScript.Common("r1"));
        for (var number = 0; number < count; number++) items.Record(Item(number, session, $"a/{number}", $"größe/{number}"));
        for (var number = 0; number < count; number += 3) items.Record(Item(number, session, $"a/{number}"));
        for (var number = 0; number < count; number += 4) items.Record(new ItemState($"\"é{number}\"", new ItemTry(TaskOutcome.Failed, session, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), 2, 1, "it broke"), null));
        items.Drop([.. Enumerable.Range(0, count).Where(number => number % 5 == 4)]);
    });

    private static ItemState Item(int number, int session, params string[] paths)
    {
        var outputs = paths.Select(path => new OutputState(path, Hash256.Of(path), number, new FileStamp(number, -1, ulong.MaxValue, true))).ToArray();
        var result = number % 2 == 0 ? new ItemResult("[1]"u8.ToArray(), default, 3) : new ItemResult(default, Hash256.Of($"{number}"), 5000);
        return new ItemState($"\"é{number}\"", new ItemTry(TaskOutcome.Succeeded, session, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(number), ExitCode: 0), new ItemGood(session, default, outputs, result, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(number), 7, TimeSpan.FromTicks(9)));
    }

    /// <summary>The runs of the last good and the last tried run of each task.</summary>
    public async Task<string> ReadAsync(StateKey key) => string.Join(
        ' ',
        (await Store.ReadAsync(key, Cancellation)).Values.OrderBy(state => state.Task, StringComparer.Ordinal).Select(state => $"{state.Task}:{state.Good?.RunId ?? "-"}/{state.Last?.RunId}"));

    public string ReadItems(StateKey key)
    {
        using var items = Store.ReadItems(key, Map);
        return ItemText.Of(items);
    }

    public Task<StateBase?> BaseOf(StateKey key) => Inner.ReadBaseAsync(key, Cancellation);

    public static StateChange Good(string task, int number) => new(task, Script.Try(number, TaskOutcome.Succeeded), Script.Good(number));

    public static StateChange Started(string task, int number) => new(task, Script.Try(number, TaskOutcome.Started));

    public static StateChange Failed(string task, int number) => new(task, Script.Try(number, TaskOutcome.Failed));

    public static StateChange Forgotten(string task) => new(task, null);
}
