namespace Kptn.Engine.State.Local.Items;

/// <summary>What follows about the good run in the record of an item.</summary>
[Flags]
internal enum GoodFlags : byte
{
    None = 0,
    Own = 1,
    Outputs = 2,
    Json = 4,
    Hash = 8,
    Memory = 16,
    Cpu = 32,

    /// <summary>It is not the last try, and so has a session and times of its own.</summary>
    Apart = 64,
    All = 127,
}
