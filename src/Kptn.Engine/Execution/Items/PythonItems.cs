using System.Net.Sockets;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Items;

/// <summary>Runs items of one mapped Python task in a fork of the warm worker that imports the module once; a crash ends one item, and the others go on in a fresh fork.</summary>
/// <param name="worker">Forks processes.</param>
/// <param name="template">The call without what an item adds to it; its log gets what is written while no item runs.</param>
/// <param name="describe">Makes one line of an error.</param>
internal sealed class PythonItems(PythonWorker worker, PythonCall template, Func<PythonError, string> describe) : IItemWorker
{
    /// <summary>For so long what kept a process from taking items is told again instead of being tried again, bundle by bundle.</summary>
    private static readonly TimeSpan FailureHolds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PythonItemRequests _requests = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly PythonItemEnds _ends = new(template.Timeout, describe);
    private PythonItemProcess? _process;
    private PythonWorker? _own;
    private ItemEnd? _failure;
    private long _failedAt;
    private bool _isSwept;

    /// <inheritdoc/>
    public async Task RunAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        try
        {
            await RunAllAsync(bundle, ended, cancellation).ConfigureAwait(false);
        }
        catch when (_process is { } broken)
        {
            // What it still has to tell would be taken for ends of the next bundle's items.
            broken.Kill();
            await BuryAsync(log: null).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await CloseAsync().ConfigureAwait(false);
        if (_own is not null) await _own.DisposeAsync().ConfigureAwait(false);
        _requests.Dispose();
    }

    private async Task RunAllAsync(IReadOnlyList<ItemWork> bundle, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        var next = 0;
        while (next < bundle.Count && !cancellation.IsCancellationRequested)
        {
            if (_failure is { } failure && _time.GetElapsedTime(_failedAt) < FailureHolds)
            {
                for (; next < bundle.Count; next++) ended(next, failure);
                return;
            }

            if (_process is { IsOver: true }) await BuryAsync(log: null).ConfigureAwait(false);
            _process ??= Start(bundle[next]);
            await using var registration = cancellation.UnsafeRegister(state => ((PythonItemProcess)state!).Terminate(), _process).ConfigureAwait(false);
            if (_process.IsReady || await PrepareAsync(_process, bundle[next].LogPath, cancellation).ConfigureAwait(false))
            {
                next = await ServeAsync(_process, bundle, next, ended, cancellation).ConfigureAwait(false);
            }
        }

        for (; next < bundle.Count; next++) ended(next, new ItemEnd(TaskOutcome.Interrupted, "the run stopped before it was started") { StartedAt = _time.GetUtcNow() });
    }

    private PythonItemProcess Start(ItemWork first)
    {
        if (!_isSwept) PythonItemAddress.Sweep();
        _isSwept = true;
        var values = first.Values.Select((value, index) => PythonArgument.OfItem(value.Key, index));
        var folder = Path.GetDirectoryName(first.LogPath)!;
        try
        {
            Directory.CreateDirectory(folder);
            return new PythonItemProcess(_own ?? worker, template with { Arguments = [.. values, .. template.Arguments] }, folder);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SocketException)
        {
            throw new IOException($"the Python worker: {e.Message}", e);
        }
    }

    private async Task<bool> PrepareAsync(PythonItemProcess process, string log, CancellationToken cancellation)
    {
        _failure = null;
        var startedAt = _time.GetUtcNow();
        if (await process.ReadyAsync().ConfigureAwait(false)) return true;
        var outcome = await BuryAsync(log).ConfigureAwait(false);
        if (!cancellation.IsCancellationRequested && !await MovesAwayAsync(outcome).ConfigureAwait(false)) _failure = _ends.OfCrash(outcome, startedAt, TimeSpan.Zero, cancelled: false);
        _failedAt = _time.GetTimestamp();
        return false;
    }

    /// <summary>Runs items until all have ended or the process has.</summary>
    /// <returns>The first that has not ended.</returns>
    private async Task<int> ServeAsync(PythonItemProcess process, IReadOnlyList<ItemWork> bundle, int next, Action<int, ItemEnd> ended, CancellationToken cancellation)
    {
        while (next < bundle.Count && !cancellation.IsCancellationRequested)
        {
            if (!await process.SendAsync(_requests.Write(bundle, next, process.WantsInfo, out var to)).ConfigureAwait(false) && process.HasServed)
            {
                // It died while it had nothing to do, which no item is to blame for.
                await CloseAsync().ConfigureAwait(false);
                return next;
            }

            for (; next < to; next++)
            {
                var startedAt = _time.GetUtcNow();
                process.Watch.Begin(bundle[next]);
                var reply = await process.ReadAsync().ConfigureAwait(false);
                process.Watch.End();
                if (reply is { IsEnd: true } end && !process.Watch.IsTimedOut)
                {
                    ended(next, _ends.Of(end, cancellation.IsCancellationRequested));
                    if (!end.IsLast) continue;
                    await CloseAsync().ConfigureAwait(false);
                    return next + 1;
                }

                if (reply is not null) process.Kill();
                var isTimedOut = process.Watch.IsTimedOut;
                var outcome = await BuryAsync(bundle[next].LogPath).ConfigureAwait(false);
                // It was another item that took too long, and ended after all.
                if (outcome.Exit.TimedOut && !isTimedOut) return next;
                if (!cancellation.IsCancellationRequested && await MovesAwayAsync(outcome).ConfigureAwait(false)) return next;
                ended(next, _ends.OfCrash(outcome, startedAt, process.CpuTime, cancellation.IsCancellationRequested));
                return next + 1;
            }
        }

        return next;
    }

    private async Task CloseAsync()
    {
        await _process!.CloseAsync(template.Timeout ?? Patience).ConfigureAwait(false);
        await BuryAsync(log: null).ConfigureAwait(false);
    }

    // An item that ends the worker all items share ends the others that run. They run again, each where no other item can do that to them.
    private async ValueTask<bool> MovesAwayAsync(PythonOutcome outcome)
    {
        if (outcome.Error?.Code != PythonErrors.Worker) return false;
        var before = _own;
        _own = before is null ? worker.Another() : null;
        if (before is not null) await before.DisposeAsync().ConfigureAwait(false);
        return before is null;
    }

    private async Task<PythonOutcome> BuryAsync(string? log)
    {
        var process = _process!;
        _process = null;
        return await process.EndAsync(log, template.LogPath).ConfigureAwait(false);
    }
}
