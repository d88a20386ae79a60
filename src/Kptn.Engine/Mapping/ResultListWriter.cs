using Microsoft.Win32.SafeHandles;

namespace Kptn.Engine.Mapping;

/// <summary>
/// Writes a list of results, element by element, to a file: the result of a mapped task. A list of which <see cref="Finish"/> did not succeed is removed,
/// so that half a list is never taken for a whole one.
/// </summary>
public sealed class ResultListWriter : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;
    private long _written;
    private bool _isFinished;
    private bool _isBroken;

    /// <summary>Begins a list.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public ResultListWriter(string path)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
    }

    /// <summary>How many elements there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the list so far.</summary>
    public long Length => _written + _used;

    /// <summary>Adds an element.</summary>
    /// <param name="json">Its canonical JSON.</param>
    public void Add(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) throw new ArgumentException("an element cannot be empty", nameof(json));
        Begin();
        Append(json);
        Count++;
    }

    /// <summary>Adds an element that is kept in a file.</summary>
    /// <param name="path">A file of canonical JSON.</param>
    /// <exception cref="IOException">One of the files cannot be read or written; the list can no longer be finished.</exception>
    public void AddFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.SequentialScan);
        Begin();
        var before = Length;
        try
        {
            int count;
            do
            {
                if (_used == _buffer.Length) Flush();
                count = file.Read(_buffer.AsSpan(_used));
                _used += count;
            }
            while (count > 0);
            if (Length == before) throw new InvalidDataException($"the result in '{path}' is empty");
        }
        catch
        {
            _isBroken = true;
            throw;
        }

        Count++;
    }

    /// <summary>Adds <c>null</c>: the result of an item that has none.</summary>
    public void AddNull() => Add("null"u8);

    /// <summary>Ends the list and waits until it is on disk.</summary>
    /// <exception cref="IOException">The list could not be written.</exception>
    public void Finish()
    {
        if (Count == 0) Begin();
        else CheckOpen();
        Append("]"u8);
        Flush();
        RandomAccess.FlushToDisk(_file);
        _isFinished = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file.IsClosed) return;
        _file.Dispose();
        if (!_isFinished) State.Local.DurableFile.DeleteIfPossible(_path);
    }

    private void Begin()
    {
        CheckOpen();
        Append(Count == 0 ? "["u8 : ","u8);
    }

    private void CheckOpen()
    {
        if (_isFinished || _isBroken) throw new InvalidOperationException(_isFinished ? "the list is finished" : "an element of the list could not be added");
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _buffer.Length - _used)
        {
            var part = _buffer.Length - _used;
            bytes[..part].CopyTo(_buffer.AsSpan(_used));
            _used += part;
            bytes = bytes[part..];
            Flush();
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Flush()
    {
        try
        {
            RandomAccess.Write(_file, _buffer.AsSpan(0, _used), _written);
        }
        catch
        {
            _isBroken = true;
            throw;
        }

        _written += _used;
        _used = 0;
    }
}
