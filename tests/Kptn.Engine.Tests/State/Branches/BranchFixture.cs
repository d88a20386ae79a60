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
