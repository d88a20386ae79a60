using System.Runtime.InteropServices;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>The few bytes about an item that planning needs, held in memory for each.</summary>
/// <param name="Number">The place in the table, from 0, in the order in which items were first recorded; it stays the same while the table is open.</param>
/// <param name="Outcome">How its last try ended.</param>
/// <param name="Session">The session of its last good run; -1 where it never succeeded.</param>
/// <param name="HasFiles">Whether its last good run left outputs of its own, or a result that is kept as a file.</param>
/// <param name="Own">What it alone depended on; none where there is no such thing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ItemSlot(int Number, TaskOutcome Outcome, int Session, bool HasFiles, Hash256 Own);
