namespace Kptn.Engine.State.Local;

/// <summary>What a record holds after its task's name; nothing at all means that the task is forgotten.</summary>
[Flags]
internal enum RecordFlags : byte
{
    Forget = 0,
    Last = 1,
    Good = 2,
    All = Last | Good,
}
