using Kptn.Engine.State;
using Kptn.Engine.State.Local;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>A local store in a folder of a test's own.</summary>
internal sealed class LocalStateFixture : IDisposable
{
    private readonly TestFolder _folder = new();

    public LocalStateFixture() => Store = new LocalStateStore(KptnDir, TimeProvider.System);

    public string KptnDir => _folder[".kptn"];

    public LocalStateStore Store { get; }

    public string Folder => KeyFolder.Of(Path.Combine(KptnDir, "state"), Script.Key);

    public string Log => Path.Combine(Folder, "log");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    public Task<IStateWriter> OpenAsync() =>
        Store.OpenAsync(Script.Key, new LeaseHolder("here", Environment.ProcessId, TimeProvider.System.GetUtcNow()), TimeSpan.Zero, Cancellation);

    public async Task<string> ReadAsync() => StateText.Of(await Store.ReadAsync(Script.Key, Cancellation));

    /// <summary>Records changes, each flushed, and tells how long the log was after each.</summary>
    public async Task<List<long>> WriteAsync(IEnumerable<StateChange> changes)
    {
        var lengths = new List<long>();
        await using var writer = await OpenAsync();
        foreach (var change in changes)
        {
            change.ApplyTo(writer);
            await writer.FlushAsync(Cancellation);
            lengths.Add(new FileInfo(Log).Length);
        }

        return lengths;
    }

    /// <summary>The state after all changes.</summary>
    public static string Final(IEnumerable<StateChange> changes)
    {
        var model = new Dictionary<string, TaskState>();
        foreach (var change in changes) change.ApplyTo(model);
        return StateText.Of(model);
    }

    /// <summary>The state after each number of changes, from none.</summary>
    public static List<string> Prefixes(IEnumerable<StateChange> changes)
    {
        var model = new Dictionary<string, TaskState>();
        var texts = new List<string> { "" };
        foreach (var change in changes)
        {
            change.ApplyTo(model);
            texts.Add(StateText.Of(model));
        }

        return texts;
    }
}
