using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class LocalItemCrashSpecs : IDisposable
{
    private const int Kills = 25;
    private const int Items = 60;
    private readonly LocalItemFixture _items = new();

    public void Dispose() => _items.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_writer_of_items_that_is_killed_at_any_moment_loses_nothing_that_it_acknowledged()
    {
        var random = new Random();
        var model = new ItemModel();
        var next = 0;
        var progressed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var hammer = Hammer.Start("hammer-items", _items.State.KptnDir, $"{next}");
            var started = new TaskCompletionSource();
            var acknowledged = Hammer.ReadLastAsync(hammer.StandardOutput, started);

            // Some are killed while they start and open, most while they write.
            if (kill % 4 != 0) await started.Task;
            await Task.Delay(random.Next(0, 200), TestContext.Current.CancellationToken);
            hammer.Kill();
            await hammer.WaitForExitAsync(TestContext.Current.CancellationToken);
            var atLeast = Math.Max(await acknowledged, next);
            if (atLeast > next) progressed++;
            for (; next < atLeast; next++) ItemScript.Apply(next, Items, model);

            var found = _items.Read();
            for (var more = 0; found != ItemText.Of(model); more++)
            {
                Assert.True(more < 400, $"kill {kill}: no prefix of at least {atLeast} changes");
                ItemScript.Apply(next++, Items, model);
            }

            await _items.WriteAsync(items =>
            {
                Assert.Empty(items.Warnings);
                Assert.Equal(found, ItemText.Of(items));
            });
        }

        Assert.InRange(progressed, Kills / 2, Kills);
    }
}
