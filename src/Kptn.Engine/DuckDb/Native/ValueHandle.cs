namespace Kptn.Engine.DuckDb.Native;

/// <summary>A value to bind.</summary>
internal sealed class ValueHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyValue(ref handle);
        return true;
    }
}
