using System.Collections;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State.Local;

/// <summary>
/// Components as they lie in a log, decoded when first read: a task that is up to date is told by its fingerprint's hash alone, and
/// ten thousand of them must load in no time.
/// </summary>
internal sealed class StoredComponents : IReadOnlyList<Component>
{
    private readonly byte[] _bytes;
    private readonly Slice _slice;
    private Component[]? _items;

    private StoredComponents(byte[] bytes, Slice slice, int count)
    {
        _bytes = bytes;
        _slice = slice;
        Count = count;
    }

    public int Count { get; }

    private Component[] Items => _items ??= Decode();

    public Component this[int index] => Items[index];

    public static void Write(RecordBuffer target, Component component)
    {
        target.Byte((byte)component.Kind);
        target.Text(component.Name);
        target.Hash(component.Hash);
        target.Text(component.Note);
    }

    /// <summary>Takes all that is left of a record.</summary>
    public static StoredComponents Read(byte[] bytes, ref RecordReader source)
    {
        var count = source.Count();
        var slice = new Slice(source.At, source.Left);
        source.Skip(source.Left);
        return new StoredComponents(bytes, slice, count);
    }

    public static void Check(ref RecordReader source)
    {
        for (var left = source.Count(); left > 0 && !source.Bad; left--)
        {
            source.Byte();
            source.Slice();
            source.Skip(Hash256.Size);
            source.Slice();
        }
    }

    public IEnumerator<Component> GetEnumerator() => ((IEnumerable<Component>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Component[] Decode()
    {
        var source = new RecordReader(_bytes, _slice.Offset, _slice.Offset + _slice.Length);
        var items = new Component[Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new Component((ComponentKind)source.Byte(), source.Text(), source.Hash(), source.Text());
        }

        return items;
    }
}
