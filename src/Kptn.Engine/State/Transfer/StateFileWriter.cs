using System.Buffers;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kptn.Engine.State.Local;

namespace Kptn.Engine.State.Transfer;

/// <summary>Writes state to one file, line by line, whatever its size. The file is there when it is whole.</summary>
public sealed class StateFileWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _file;
    private readonly string _path;
    private long _lines;
    private bool _isDone;

    /// <summary>Begins a file beside the one that it will be.</summary>
    /// <param name="path">Absolute path.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public StateFileWriter(string path)
    {
        _path = path;
        _file = new FileStream(Temporary, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        Line(json =>
        {
            json.WriteNumber("kptn_state", StateLines.Version);
            json.WriteString("kptn", typeof(StateFileWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]);
        });
    }

    private string Temporary => _path + ".tmp";

    /// <summary>Adds the state of a key.</summary>
    /// <param name="source">The state.</param>
    /// <param name="cancellation">Stops between two lines.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="StateFormatException">An item cannot be read.</exception>
    public void Add(StateSource source, CancellationToken cancellation)
    {
        Line(json => StateLines.Key(json, source.Key));
        foreach (var state in source.States.Values.Where(state => state.Last is not null).OrderBy(state => state.Task, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            Line(json => StateLines.Task(json, state));
            using var items = source.ReadItems(state.Task);
            if (items is null) continue;
            foreach (var session in items.Sessions) Line(json => StateLines.Session(json, session));
            foreach (var slot in items.All())
            {
                cancellation.ThrowIfCancellationRequested();
                var item = items.Read(slot.Number);
                Line(json => StateLines.Item(json, item));
            }

            foreach (var orphan in items.Orphans) Line(json => StateLines.Orphan(json, orphan));
        }
    }

    /// <summary>Ends the file and gives it its name.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Finish()
    {
        var hash = Convert.ToHexStringLower(_hash.GetCurrentHash());
        var lines = _lines;
        Line(json =>
        {
            json.WriteStartObject("end");
            json.WriteNumber("lines", lines);
            json.WriteString("sha256", hash);
            json.WriteEndObject();
        });
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(Temporary, _path, overwrite: true);
        DurableFile.SyncFolder(Path.GetDirectoryName(_path)!);
        _isDone = true;
    }

    /// <summary>Leaves nothing behind where the file was not finished.</summary>
    public void Dispose()
    {
        _hash.Dispose();
        _file.Dispose();
        if (!_isDone) DurableFile.DeleteIfPossible(Temporary);
    }

    private void Line(Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        _hash.AppendData(_line.WrittenSpan);
        _file.Write(_line.WrittenSpan);
        _lines++;
    }
}
