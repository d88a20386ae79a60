namespace Kptn.Engine.DuckDb.Native;

/// <summary>A statement that was prepared; where that failed nothing but its error may be asked of it.</summary>
internal sealed class PreparedHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyPrepare(ref handle);
        return true;
    }
}
