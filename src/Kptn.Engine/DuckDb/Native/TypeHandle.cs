namespace Kptn.Engine.DuckDb.Native;

/// <summary>A type.</summary>
internal sealed class TypeHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyLogicalType(ref handle);
        return true;
    }
}
