using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>What is held in memory for an item: 40 bytes.</summary>
internal record struct ItemEntry
{
    private const int SessionShift = 8;
    private const uint OutcomeBits = 7;
    private const uint LiveBit = 8;
    private const uint MarkedBit = 16;
    private const uint OutputsBit = 32;
    private uint _bits;

    public ItemEntry(ItemId id) => (Id, GoodSession) = (id, -1);

    public ItemId Id { get; }

    /// <summary>The record of the last try; where it <see cref="IsMarked"/>, a mark that it has in common with others.</summary>
    public RecordPlace Last { get; set; }

    /// <summary>The record of the last good run; where there is none, the last record of the item that is no mark.</summary>
    public RecordPlace Base { get; set; }

    /// <summary>The session of the last good run; -1 where there is none.</summary>
    public int GoodSession { get; set; }

    public int LastSession
    {
        readonly get => (int)(_bits >> SessionShift);
        set => _bits = (_bits & ((1u << SessionShift) - 1)) | ((uint)value << SessionShift);
    }

    public TaskOutcome Outcome
    {
        readonly get => (TaskOutcome)(_bits & OutcomeBits);
        set => _bits = (_bits & ~OutcomeBits) | (uint)value;
    }

    /// <summary>Whether it is recorded and not dropped.</summary>
    public bool IsLive
    {
        readonly get => (_bits & LiveBit) != 0;
        set => Set(LiveBit, value);
    }

    /// <summary>Whether a mark says that it was started, and nothing later how it ended.</summary>
    public bool IsMarked
    {
        readonly get => (_bits & MarkedBit) != 0;
        set => Set(MarkedBit, value);
    }

    /// <summary>Whether its last good run left outputs.</summary>
    public bool HasFiles
    {
        readonly get => (_bits & OutputsBit) != 0;
        set => Set(OutputsBit, value);
    }

    /// <summary>Bytes on disk that are of use for this item alone.</summary>
    public readonly long Size => Base.Length + (Last == Base || IsMarked ? 0 : Last.Length);

    private void Set(uint bit, bool value) => _bits = value ? _bits | bit : _bits & ~bit;
}
