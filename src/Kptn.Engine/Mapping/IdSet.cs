namespace Kptn.Engine.Mapping;

/// <summary>
/// A set of identities, 128 evenly spread bits each, in about 24 bytes each. It finds items that a list has twice, and outputs that two items write.
/// </summary>
public sealed class IdSet
{
    // Many small tables instead of one: each grows alone and by little, so the set never holds much more than it needs.
    private const int TableCount = 256;
    private readonly ItemId[]?[] _tables = new ItemId[]?[TableCount];
    private readonly int[] _counts = new int[TableCount];
    private bool _hasZero;

    /// <summary>How many identities there are.</summary>
    public int Count { get; private set; }

    internal long Bytes => _tables.Sum(table => (table?.Length ?? 0) * 16L);

    /// <summary>Adds an identity.</summary>
    /// <param name="id">The identity, or any 128 bits of a hash.</param>
    /// <returns>Whether it was new.</returns>
    public bool Add(ItemId id)
    {
        var isNew = id == default ? !_hasZero : AddTo((int)(id.Low % TableCount), id);
        if (id == default) _hasZero = true;
        if (isNew) Count++;
        return isNew;
    }

    /// <summary>Whether an identity was added.</summary>
    /// <param name="id">The identity.</param>
    public bool Contains(ItemId id)
    {
        if (id == default) return _hasZero;
        return _tables[(int)(id.Low % TableCount)] is { } table && table[Find(table, id)] == id;
    }

    private bool AddTo(int number, ItemId id)
    {
        var table = _tables[number] ??= new ItemId[4];
        var at = Find(table, id);
        if (table[at] == id) return false;
        if ((_counts[number] + 1) * 20L > table.Length * 17L)
        {
            table = _tables[number] = Grown(table);
            at = Find(table, id);
        }

        table[at] = id;
        _counts[number]++;
        return true;
    }

    private static ItemId[] Grown(ItemId[] table)
    {
        var larger = new ItemId[table.Length + Math.Max(4, table.Length / 4)];
        foreach (var id in table)
        {
            if (id != default) larger[Find(larger, id)] = id;
        }

        return larger;
    }

    /// <summary>The slot of an identity, or the free one that it would take. There always is a free one.</summary>
    private static int Find(ItemId[] table, ItemId id)
    {
        var at = (int)Math.BigMul(id.High, (ulong)table.Length, out _);
        while (table[at] != id && table[at] != default)
        {
            if (++at == table.Length) at = 0;
        }

        return at;
    }
}
