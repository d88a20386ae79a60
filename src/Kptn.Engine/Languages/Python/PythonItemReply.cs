using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.Python;

/// <summary>What a process that serves items tells: that it is ready, or the end of an item.</summary>
/// <param name="IsEnd">Whether an item has ended.</param>
/// <param name="Flag">At the start: whether it wants to know of the run for each item. At an end: whether the item failed.</param>
/// <param name="IsLast">Whether the process takes no more items after it.</param>
/// <param name="Status">Exit status of the item.</param>
/// <param name="StartedAt">When the item started.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="CpuTime">What the process and its children took meanwhile.</param>
/// <param name="PeakMemory">Largest resident size of the process so far, bytes; 0 where unknown.</param>
/// <param name="Content">The item's result, or its error as JSON; empty where there is none. It can be read until the next reply is asked for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PythonItemReply(
    bool IsEnd,
    bool Flag,
    bool IsLast,
    int Status,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    TimeSpan CpuTime,
    long PeakMemory,
    ReadOnlyMemory<byte> Content);
