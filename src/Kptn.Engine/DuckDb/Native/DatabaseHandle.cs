namespace Kptn.Engine.DuckDb.Native;

/// <summary>An open database.</summary>
internal sealed class DatabaseHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.Close(ref handle);
        return true;
    }
}
