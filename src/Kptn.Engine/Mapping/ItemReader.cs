namespace Kptn.Engine.Mapping;

/// <summary>
/// Streams the items of a list: each element of a JSON list in a file, or keys that are at hand. It holds one element at a time, so a list may be
/// larger than memory. Duplicates are for the caller to find.
/// </summary>
public sealed class ItemReader : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly JsonElements? _elements;
    private readonly IEnumerator<string>? _keys;
    private readonly KeyWriter _key = new();
    private readonly ItemHasher _hasher = new();
    private ItemId? _id;

    /// <summary>Opens a list in a file.</summary>
    /// <param name="path">A file that holds one JSON list.</param>
    /// <param name="names">The names of an element's parts; for one name an element is a scalar, for several a list of as many scalars.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public ItemReader(string path, IReadOnlyList<string> names)
        : this(path, names, BufferSize)
    {
    }

    internal ItemReader(string path, IReadOnlyList<string> names, int bufferSize)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.SequentialScan);
        _elements = new JsonElements(new JsonFileBuffer(stream, bufferSize), names);
    }

    private ItemReader(IEnumerable<string> keys) => _keys = keys.GetEnumerator();

    /// <summary>The place of the item in the list, from 0; -1 before the first.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>The item's key: its value as canonical JSON, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Key => _key.Written;

    /// <summary>The identity of the key.</summary>
    public ItemId Id => _id ??= _hasher.Of(_key.Written);

    /// <summary>How many items are read at most; all, unless said otherwise.</summary>
    public int Most { get; init; } = int.MaxValue;

    internal int BufferedBytes => _elements?.BufferedBytes ?? 0;

    /// <summary>A list that is at hand.</summary>
    /// <param name="keys">The keys, as canonical JSON, such as <see cref="ItemValues.Key"/> gives them; they are enumerated as they are read.</param>
    public static ItemReader Of(IEnumerable<string> keys) => new(keys);

    /// <summary>Goes to the next item.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ItemListException">The file is no list, or has an element that cannot be an item.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public bool Read()
    {
        if (Index + 1 >= Most) return false;
        _key.Clear();
        _id = null;
        if (!(_elements is null ? ReadKey() : _elements.Read(_key, Index + 1))) return false;
        Index++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hasher.Dispose();
        _elements?.Dispose();
        _keys?.Dispose();
    }

    private bool ReadKey()
    {
        if (!_keys!.MoveNext()) return false;
        _key.Write(_keys.Current);
        return true;
    }
}
