using Kptn.Engine.State;
using Kptn.Engine.State.DuckDb;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class DuckStateStoreSpecs : StateStoreContract, IDisposable
{
    private readonly TestFolder _folder = new();

    // Each opens the database many times.
    protected override int Samples => 12;

    [Fact(Timeout = 60_000)]
    public async Task Items_go_with_the_database()
    {
        const int Rounds = 8;
        const int Steps = 25;
        const int Items = 40;
        for (var round = 0; round < Rounds; round++)
        {
            await using (var writer = await Store().OpenAsync(Script.Key, new LeaseHolder("here", 1, DateTimeOffset.UnixEpoch), TimeSpan.Zero, TestContext.Current.CancellationToken))
            {
                writer.RecordEnd(ItemScript.Task, Script.Try(round, TaskOutcome.Started), null);
                await using var items = writer.OpenItems(ItemScript.Task);
                for (var number = round * Steps; number < (round + 1) * Steps; number++) ItemScript.Apply(number, Items, new ItemWriterTarget(items));
            }

            // The journal is lost now and then: what it had is in the database.
            if (round % 3 != 1) Directory.Delete(_folder[".kptn"], recursive: true);
            using var table = Store().ReadItems(Script.Key, ItemScript.Task);
            Assert.Equal(ItemText.After((round + 1) * Steps, Items), ItemText.Of(table));
            if (round == 5) File.Copy(_folder["data.duckdb"], _folder["early.duckdb"]);
        }

        File.Move(_folder["early.duckdb"], _folder["data.duckdb"], overwrite: true);
        using (var early = Store().ReadItems(Script.Key, ItemScript.Task)) Assert.Equal(ItemText.After(6 * Steps, Items), ItemText.Of(early));
        File.Delete(_folder["data.duckdb"]);
        Assert.Null(Store().ReadItems(Script.Key, ItemScript.Task));
    }

    public void Dispose() => _folder.Dispose();

    protected override IStateStore Store() => new DuckStateStore(_folder[".kptn"], () => _folder["data.duckdb"], TimeProvider.System);

    protected override void Clear()
    {
        if (Directory.Exists(_folder[".kptn"])) Directory.Delete(_folder[".kptn"], recursive: true);
        File.Delete(_folder["data.duckdb"]);
    }
}
