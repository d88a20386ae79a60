using System.Net.Sockets;
using System.Security.Cryptography;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;

namespace Kptn.Engine.Languages.Python;

/// <summary>One process that serves items: a fork of the worker that talks to kptn by a connection of its own.</summary>
internal sealed class PythonItemProcess : IDisposable
{
    private const string TryVariable = "KPTN_TRY";

    /// <summary>How long what a dead process has forked may keep the connection open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);
    private readonly CancellationTokenSource _gone = new();
    private readonly PythonItemAddress _address;
    private readonly PythonRun _run;
    private readonly string _openLog;
    private Stream? _stream;
    private PythonItemReader? _reader;
    private bool _isLastWord;

    /// <exception cref="IOException">It could not be started.</exception>
    public PythonItemProcess(PythonWorker worker, PythonCall call, string logFolder)
    {
        _openLog = Path.Combine(logFolder, $"{Path.GetFileNameWithoutExtension(call.LogPath)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.open");
        _address = new PythonItemAddress();
        try
        {
            _run = worker.Start(call with { LogPath = _openLog, ItemAddress = _address.Text });
        }
        catch
        {
            _address.Dispose();
            throw;
        }

        Watch = new PythonItemWatch(_run, call.Timeout, _openLog);
        _run.Trace = () => new ProcessTrace(Mark(Watch.Item), PythonRun.LastParts(_openLog));
        _run.Outcome.ContinueWith(_ => _gone.CancelAfter(Patience), TaskScheduler.Default);
    }

    public PythonItemWatch Watch { get; }

    /// <summary>Whether it takes items.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => _run.Outcome.IsCompleted;

    /// <summary>Whether it wants to know of the run for each item.</summary>
    public bool WantsInfo { get; private set; }

    /// <summary>Whether an item has ended in it.</summary>
    public bool HasServed { get; private set; }

    /// <summary>What its items took so far.</summary>
    public TimeSpan CpuTime { get; private set; }

    /// <summary>Waits until it takes items.</summary>
    /// <returns>Whether it does; if not, it ends.</returns>
    public async Task<bool> ReadyAsync()
    {
        Watch.Begin(null);
        try
        {
            _stream = await _address.AcceptAsync(_gone.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            return false;
        }
        finally
        {
            _address.Dispose();
        }

        _reader = new PythonItemReader(_stream);
        if (_stream is NetworkStream network) Watch.HasNews = () => HasNews(network);
        if (await ReadAsync().ConfigureAwait(false) is not { IsEnd: false } ready) return false;
        WantsInfo = ready.Flag;
        Watch.End();
        return IsReady = true;
    }

    /// <summary>Hands items over.</summary>
    /// <returns>Whether it could take them.</returns>
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            await _stream!.WriteAsync(request, _gone.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for its next reply; there is none once it has ended.</summary>
    public async ValueTask<PythonItemReply?> ReadAsync()
    {
        while (true)
        {
            try
            {
                if (await _reader!.ReadAsync(_gone.Token).ConfigureAwait(false) is { } reply)
                {
                    CpuTime += reply.CpuTime;
                    HasServed |= reply.IsEnd;
                    return reply;
                }
            }
            catch (InvalidDataException)
            {
                _run.Kill();
            }

            await _run.Outcome.ConfigureAwait(false);
            if (_isLastWord || !File.Exists(_openLog + ".end")) return null;
            // What it could not say because an item had closed the connection.
            _isLastWord = true;
            await _stream!.DisposeAsync().ConfigureAwait(false);
            _reader = new PythonItemReader(_stream = new MemoryStream(await File.ReadAllBytesAsync(_openLog + ".end").ConfigureAwait(false)));
        }
    }

    /// <summary>Asks it and all it has started to end.</summary>
    public void Terminate() => _run.Terminate();

    public void Kill() => _run.Kill();

    /// <summary>Lets it end once it has no item to run; kills it where that takes too long.</summary>
    /// <param name="patience">How long it may take.</param>
    public async Task CloseAsync(TimeSpan patience)
    {
        if (_stream is not null) await _stream.DisposeAsync().ConfigureAwait(false);
        if (await Task.WhenAny(_run.Outcome, Task.Delay(patience)).ConfigureAwait(false) != _run.Outcome) _run.Terminate();
    }

    /// <summary>Waits for its end and puts what it wrote last where it belongs.</summary>
    /// <param name="log">Log of the item that ran; <see langword="null"/> where none did.</param>
    /// <param name="otherLog">File that gets what belongs to no item.</param>
    public async Task<PythonOutcome> EndAsync(string? log, string otherLog)
    {
        var outcome = await _run.Outcome.ConfigureAwait(false);
        Watch.End();
        Dispose();
        try
        {
            if (File.Exists(_openLog)) Settle(log, otherLog);
            File.Delete(_openLog + ".end");
            if (log is not null && File.Exists(log) && new FileInfo(log).Length == 0) File.Delete(log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return outcome with { Exit = outcome.Exit with { LogError = e.Message } };
        }

        return outcome;
    }

    public void Dispose()
    {
        Watch.Dispose();
        _address.Dispose();
        _stream?.Dispose();
    }

    private static bool HasNews(NetworkStream stream)
    {
        try
        {
            return stream.DataAvailable;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            return false;
        }
    }

    private void Settle(string? log, string otherLog)
    {
        if (new FileInfo(_openLog).Length == 0)
        {
            File.Delete(_openLog);
        }
        else if (log is not null && new FileInfo(log) is { Exists: false } or { LinkTarget: not null })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(log)!);
            File.Move(_openLog, log, overwrite: true);
        }
        else
        {
            using (var from = File.OpenRead(_openLog))
            using (var to = new FileStream(log ?? otherLog, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) from.CopyTo(to);
            File.Delete(_openLog);
        }
    }

    private static string Mark(ItemWork? item) =>
        item?.Environment.FirstOrDefault(pair => pair.Key == TryVariable) is { Key: not null } found ? $"{found.Key}={found.Value}" : "";
}
