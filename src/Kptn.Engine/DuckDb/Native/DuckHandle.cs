using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Native;

/// <summary>Something of DuckDB's that must be given back.</summary>
internal abstract class DuckHandle : SafeHandle
{
    protected DuckHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;
}
