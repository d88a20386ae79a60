namespace Kptn.Engine.DuckDb.Native;

/// <summary>A connection to a database.</summary>
internal sealed class ConnectionHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.Disconnect(ref handle);
        return true;
    }
}
