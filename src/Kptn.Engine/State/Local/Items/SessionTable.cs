namespace Kptn.Engine.State.Local.Items;

/// <summary>The sessions of an item file, by number.</summary>
internal sealed class SessionTable
{
    /// <summary>The numbers that fit in an <see cref="ItemEntry"/>.</summary>
    public const int Most = 1 << 24;

    private readonly List<SessionEntry> _entries = [];
    private ItemSession[]? _sessions;

    public int Count => _entries.Count;

    /// <summary>Bytes on disk of the sessions that live items name.</summary>
    public long Size => _entries.Sum(entry => entry.Uses > 0 ? (long)entry.Length : 0);

    /// <summary>A copy that later sessions do not change.</summary>
    public IReadOnlyList<ItemSession> All => _sessions ??= [.. _entries.Select(entry => entry.Session)];

    public SessionEntry this[int number] => _entries[number];

    public bool TryAdd(SessionEntry entry)
    {
        if (Count == Most) return false;
        _entries.Add(entry);
        _sessions = null;
        return true;
    }
}
