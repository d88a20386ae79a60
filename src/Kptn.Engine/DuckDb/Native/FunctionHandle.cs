namespace Kptn.Engine.DuckDb.Native;

/// <summary><c>duckdb_scalar_function</c>.</summary>
internal sealed class FunctionHandle : DuckHandle
{
    protected override bool ReleaseHandle()
    {
        Duck.DestroyFunction(ref handle);
        return true;
    }
}
