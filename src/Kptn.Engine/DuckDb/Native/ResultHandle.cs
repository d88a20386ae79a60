using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Native;

/// <summary>A result, in memory of its own.</summary>
internal sealed unsafe class ResultHandle : DuckHandle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(ResultData)));

    public ResultData* Data => (ResultData*)handle;

    protected override bool ReleaseHandle()
    {
        Duck.DestroyResult(Data);
        NativeMemory.Free(Data);
        return true;
    }
}
