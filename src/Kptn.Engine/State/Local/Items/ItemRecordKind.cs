namespace Kptn.Engine.State.Local.Items;

/// <summary>What a record of an item file holds: its first byte.</summary>
internal enum ItemRecordKind : byte
{
    /// <summary>What the items of one run have in common. Sessions are numbered from zero as they stand in the file.</summary>
    Session = 1,

    /// <summary>The end of an item's try. Items are numbered from zero as they are first named in the file.</summary>
    Item = 2,

    /// <summary>Items that are started again, by number.</summary>
    Started = 3,

    /// <summary>Items that left the list, by number, and outputs that became orphans.</summary>
    Drop = 4,

    /// <summary>Paths that are no orphans any more.</summary>
    Forget = 5,
}
