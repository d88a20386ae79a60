using System.Runtime.InteropServices;

namespace Kptn.Engine.State.Local;

/// <summary>Where the state of one task stands in a log.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct TaskSlot(Slice Name, Slice Last, Slice Good)
{
    public readonly bool IsLive => !Last.IsNone || !Good.IsNone;
}
