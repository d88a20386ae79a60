using System.Globalization;
using Kptn.Engine.Runs;

namespace Kptn.Tool.Terminal;

/// <summary>kptn's own log, <c>settings.logging.file</c>: what a run shows, with the time, without what tasks print.</summary>
internal sealed class RuntimeLog : IAsyncDisposable
{
    private readonly StreamWriter _writer;
    private readonly RunLines _lines;
    private bool _failed;

    public RuntimeLog(string path, RunFacts facts)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
        _lines = new RunLines(new Screen(TextWriter.Null, TextWriter.Null, hasColour: false, isLive: false, width: 120), facts, LineForm.Progress | LineForm.EveryFailure);
    }

    public void Add(RunEvent runEvent)
    {
        if (_failed) return;
        try
        {
            Write(runEvent);
        }
        catch (IOException)
        {
            // A run does not fail for its log.
            _failed = true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            _failed = true;
        }
    }

    private void Write(RunEvent runEvent)
    {
        var wrote = false;
        foreach (var line in _lines.Of(runEvent))
        {
            wrote = true;
            _writer.WriteLine($"{runEvent.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} {line}");
        }

        if (wrote) _writer.Flush();
    }
}
