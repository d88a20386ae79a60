namespace Kptn.Engine.DuckDb.Native;

/// <summary>Statements that were parsed.</summary>
internal sealed class ExtractedHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyExtracted(ref handle);
        return true;
    }
}
