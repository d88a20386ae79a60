namespace Kptn.Engine.State.Local.Items;

/// <summary>What follows in the record of an item; the lowest three bits are the outcome.</summary>
[Flags]
internal enum ItemFlags : byte
{
    None = 0,
    Outcome = 7,
    Tries = 8,
    ExitCode = 16,
    Error = 32,
    Good = 64,

    /// <summary>Its outputs are taken from the orphans, and those it lost become orphans.</summary>
    Orphans = 128,
}
