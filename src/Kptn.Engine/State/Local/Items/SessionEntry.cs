namespace Kptn.Engine.State.Local.Items;

/// <summary>A session as it is held in memory.</summary>
/// <param name="Session">The session.</param>
/// <param name="Base">The moment that times of its items are told from.</param>
internal sealed record SessionEntry(ItemSession Session, DateTimeOffset Base)
{
    /// <summary>Bytes of its record; 0 where it has none yet.</summary>
    public int Length { get; set; }

    /// <summary>How many live items it tried last or ran well last.</summary>
    public int Uses { get; set; }
}
