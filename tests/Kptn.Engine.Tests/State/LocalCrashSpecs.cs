using System.Diagnostics;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

public sealed class LocalCrashSpecs : IDisposable
{
    private const int Kills = 25;
    private readonly LocalStateFixture _state = new();

    public void Dispose() => _state.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_writer_that_is_killed_at_any_moment_loses_nothing_that_it_acknowledged()
    {
        var random = new Random();
        var model = new Dictionary<string, TaskState>();
        var next = 0;
        var progressed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var hammer = Hammer.Start("hammer", _state.KptnDir, $"{next}");
            var started = new TaskCompletionSource();
            var acknowledged = Hammer.ReadLastAsync(hammer.StandardOutput, started);

            // Some are killed while they start and open, most while they write.
            if (kill % 4 != 0) await started.Task;
            await Task.Delay(random.Next(0, 200), TestContext.Current.CancellationToken);
            hammer.Kill();
            await hammer.WaitForExitAsync(TestContext.Current.CancellationToken);
            var atLeast = Math.Max(await acknowledged, next);
            if (atLeast > next) progressed++;
            for (; next < atLeast; next++) Script.Change(next).ApplyTo(model);

            var found = await _state.ReadAsync();
            for (var more = 0; found != StateText.Of(model); more++)
            {
                Assert.True(more < 400, $"kill {kill}: no prefix of at least {atLeast} changes");
                Script.Change(next++).ApplyTo(model);
            }

            await using var writer = await _state.OpenAsync();
            Assert.Equal(found, StateText.Of(writer.Opened));
            Assert.Empty(writer.Warnings);
        }

        Assert.InRange(progressed, Kills / 2, Kills);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_killed_holder_frees_the_lock_at_once_though_its_child_lives_on()
    {
        using var holder = Hammer.Start("hold", _state.KptnDir);
        var child = int.Parse((await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
        var refused = await Assert.ThrowsAsync<StateLockedException>(_state.OpenAsync);
        Assert.Equal((holder.Id, Environment.MachineName), (refused.Holder!.ProcessId, refused.Holder.Host));
        Assert.InRange(refused.Holder.Since, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow());

        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var survivor = Process.GetProcessById(child);
        await using (var writer = await _state.OpenAsync())
        {
            Assert.False(survivor.HasExited);
            var mine = await Assert.ThrowsAsync<StateLockedException>(_state.OpenAsync);
            Assert.Equal(Environment.ProcessId, mine.Holder!.ProcessId);
        }

        survivor.Kill();
    }
}
