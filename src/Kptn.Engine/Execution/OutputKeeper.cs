using Kptn.Engine.Artifacts;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Runs;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>
/// Copies fresh outputs to the artifacts behind the run; and reads them, and results, once the file system's clock has moved on, so that their stamps
/// can be trusted and the next run need not read them. Where both are due, one reading does.
/// </summary>
internal sealed class OutputKeeper : IAsyncDisposable
{
    // So much may wait; then whoever adds more waits.
    private const long MostWaiting = 64 << 20;
    private const long Margin = 25_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly GraphContext _context;
    private readonly TimeProvider _time;
    private readonly KeeperLosses _losses;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _giveUp = new();
    private readonly WorkQueue<KeptOutput> _queue;
    private readonly KnownPublisher? _known;
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);
    private static readonly OutputState NoOutput = new("", default, 0, default);
    private bool _hasBegun;

    /// <summary>Starts its thread.</summary>
    /// <param name="context">The graph.</param>
    /// <param name="time">The clock.</param>
    /// <param name="notice">Gets what a user should know, with whom it is about.</param>
    /// <param name="stop">After a stop of the run, what cannot be kept in a few seconds is left.</param>
    public OutputKeeper(GraphContext context, TimeProvider time, Action<string, string> notice, CancellationToken stop)
    {
        (_context, _time, _stop) = (context, time, stop);
        _losses = new KeeperLosses(context.Artifacts?.Place ?? "", notice);
        if (context.Known is { } known) _known = new KnownPublisher(known);
        _queue = new WorkQueue<KeptOutput>("kptn outputs", (output, _) => Handle(output), End, output => output.Weight, MostWaiting);
    }

    /// <summary>Takes what a task made; waits where too much is waiting already.</summary>
    public void AddTask(string task, IReadOnlyList<OutputState> outputs, string? rollUp)
    {
        foreach (var output in outputs)
        {
            if (output.Path != rollUp) Add(new KeptOutput(task, output, CanSettle(output.Stamp), _context.Artifacts is not null));
        }
    }

    /// <summary>Takes what an item made. Of so many files the index keeps none.</summary>
    public void AddItem(string item, IReadOnlyList<OutputState> outputs)
    {
        foreach (var output in outputs) Add(new KeptOutput(item, output, Settles: false, _context.Artifacts is not null));
    }

    /// <summary>Takes a result that is among the artifacts already.</summary>
    /// <param name="path">Where it lies.</param>
    public void AddResult(string path)
    {
        if (FileStamps.Take(path, FileStamps.Now(_time), out var stamp) == FileStamps.EntryKind.File) Add(new KeptOutput("", new OutputState(path, default, 0, stamp), CanSettle(stamp), IsKept: false));
    }

    /// <summary>Takes what is known of a run once all that was added for it before is kept.</summary>
    /// <param name="owner">For whom that was added.</param>
    /// <param name="task">The task.</param>
    /// <param name="common">For an item, what it has in common with others.</param>
    /// <param name="what">A <see cref="Artifacts.Known.KnownRun"/> or a <see cref="Artifacts.Known.KnownItem"/>.</param>
    public void AddKnown(string owner, string task, Hash256 common, object what)
    {
        if (_known is not null) _queue.Add(new KeptOutput(owner, NoOutput, Settles: false, IsKept: false) { Known = (task, common, what) });
    }

    /// <summary>Waits until all is kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (_stop.UnsafeRegister(_ => _giveUp.CancelAfter(Patience), null).ConfigureAwait(false)) await _queue.DisposeAsync().ConfigureAwait(false);
        _giveUp.Dispose();
    }

    private static bool CanSettle(FileStamp stamp) => stamp.Racy && stamp.MTime % 1_000_000_000 != 0;

    private void Add(KeptOutput output)
    {
        if ((output.Settles || output.IsKept) && !TableUrl.Is(output.Output.Path)) _queue.Add(output);
    }

    private void Handle(KeptOutput output)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            ThreadPriorities.Lower();
            _context.Artifacts?.Sweep();
        }

        if (_giveUp.IsCancellationRequested)
        {
            if (output.IsKept) Leave(output);
            return;
        }

        try
        {
            if (output.Known is var (task, common, what)) Publish(output.Owner, task, common, what);
            else if (output.Settles) Settle(output);
            else if (output.IsKept) Keep(output.Owner, output.Output);
        }
        catch (OperationCanceledException)
        {
            Leave(output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!output.IsKept) return;
            _lost.Add(output.Owner);
            _losses.Add(output.Owner, output.Output.Path, e);
        }
    }

    private void Leave(KeptOutput output)
    {
        _lost.Add(output.Owner);
        _losses.Leave();
    }

    private void Publish(string owner, string task, Hash256 common, object what)
    {
        if (!_lost.Contains(owner)) _known!.Add(task, common, what);
    }

    private void End()
    {
        try
        {
            _known?.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is not known is only slower.
        }

        _losses.Report();
    }

    private void Settle(KeptOutput output)
    {
        var (path, hash, _, stamp) = output.Output;
        var left = stamp.MTime + Margin - FileStamps.Now(_time);
        if (left is > 0 and <= Margin) Thread.Sleep(TimeSpan.FromMicroseconds(left / 1000));
        var isCopied = !output.IsKept;
        _context.Code.Files.Hash(Path.Combine(_context.Outputs.ScratchDir, path), file =>
        {
            if (isCopied) return FileIndex.HashContent(file);
            isCopied = TryPut(output.Owner, file, hash, out var isRead);
            return isRead ? hash : FileIndex.HashContent(file);
        });

        // Where the file was not read, or the copy failed: then the second failure is reported.
        if (!isCopied) Keep(output.Owner, output.Output);
    }

    private void Keep(string owner, OutputState output)
    {
        if (!output.Path.EndsWith('/') && !OutputPath.IsGlob(output.Path))
        {
            if (Put(Path.Combine(_context.Outputs.ScratchDir, output.Path), output.Hash) == PutOutcome.Changed) _lost.Add(owner);
            return;
        }

        var listing = _context.Outputs.List(output.Path);
        if (Hash256.Of(listing.Text) != output.Hash || new FolderArtifacts(_context.Artifacts!).Put(_context.Outputs.ScratchDir, listing, _giveUp.Token) == PutOutcome.Changed) _lost.Add(owner);
    }

    private bool TryPut(string owner, string file, Hash256 hash, out bool isRead)
    {
        isRead = false;
        try
        {
            var outcome = Put(file, hash);
            if (outcome == PutOutcome.Changed) _lost.Add(owner);
            isRead = outcome == PutOutcome.Stored;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private PutOutcome Put(string path, Hash256 hash) => _context.Artifacts!.Put(path, hash, _giveUp.Token);
}
