using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>The record of an item, decoded.</summary>
/// <param name="Id">The item.</param>
/// <param name="State">What it tells; its good run is only there where this record is the one that has it.</param>
/// <param name="Lost">Outputs of the good run before it that it does not have.</param>
internal sealed record ItemRecord(ItemId Id, ItemState State, IReadOnlyList<OrphanOutput> Lost);
