namespace Kptn.Engine.DuckDb.Native;

/// <summary>Settings that a database is opened with.</summary>
internal sealed class ConfigHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyConfig(ref handle);
        return true;
    }
}
