namespace Kptn.Engine.DuckDb.Native;

/// <summary>Rows of a result.</summary>
internal sealed class ChunkHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyDataChunk(ref handle);
        return true;
    }
}
