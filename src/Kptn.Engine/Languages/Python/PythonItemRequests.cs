using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kptn.Engine.Execution.Items;

namespace Kptn.Engine.Languages.Python;

/// <summary>Writes items as a process that serves them reads them: the length of what follows, and an array of JSON that is parsed at once.</summary>
internal sealed class PythonItemRequests : IDisposable
{
    private const int MostItems = 512;
    private const int LargeRequest = 1 << 20;
    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 12);
    private readonly Utf8JsonWriter _json;

    public PythonItemRequests() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes as many items as one request should have.</summary>
    /// <param name="bundle">The items.</param>
    /// <param name="from">The first to be written.</param>
    /// <param name="withInfo">Whether they are told of the run.</param>
    /// <param name="to">After the last that was written.</param>
    /// <returns>The request, until the next one is written.</returns>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<ItemWork> bundle, int from, bool withInfo, out int to)
    {
        _buffer.ResetWrittenCount();
        _buffer.GetSpan(sizeof(int))[..sizeof(int)].Clear();
        _buffer.Advance(sizeof(int));
        _json.Reset();
        _json.WriteStartArray();
        for (to = from; to < bundle.Count && to < from + MostItems && _json.BytesCommitted + _json.BytesPending < LargeRequest; to++) Write(bundle[to], withInfo);
        _json.WriteEndArray();
        _json.Flush();
        // What was written lies in an array of this class alone, so its length can be put in afterwards.
        var all = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory);
        BinaryPrimitives.WriteInt32LittleEndian(all.Span, all.Length - sizeof(int));
        return all;
    }

    public void Dispose() => _json.Dispose();

    private void Write(ItemWork item, bool withInfo)
    {
        _json.WriteStartArray();
        _json.WriteStringValue(item.LogPath);
        _json.WriteStringValue(item.ResultPath);
        _json.WriteStartArray();
        foreach (var (_, value) in item.Values) _json.WriteRawValue(value, skipInputValidation: true);
        _json.WriteEndArray();
        _json.WriteStartArray();
        foreach (var (name, value) in item.Environment)
        {
            _json.WriteStringValue(name);
            _json.WriteStringValue(value);
        }

        _json.WriteEndArray();
        if (withInfo) _json.WriteRawValue(item.TaskInfo, skipInputValidation: true);
        else _json.WriteNullValue();
        _json.WriteEndArray();
    }
}
