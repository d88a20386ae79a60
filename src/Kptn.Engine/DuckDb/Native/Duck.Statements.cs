using System.Runtime.InteropServices;

namespace Kptn.Engine.DuckDb.Native;

/// <content>Statements, what is bound to them, and results.</content>
internal static unsafe partial class Duck
{
    [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong ExtractStatements(ConnectionHandle connection, string query, out ExtractedHandle statements);

    [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
    public static partial nint ExtractError(ExtractedHandle statements);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
    public static partial void DestroyExtracted(ref nint statements);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
    public static partial int Prepare(ConnectionHandle connection, ExtractedHandle statements, ulong index, out PreparedHandle prepared);

    [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
    public static partial nint PrepareError(PreparedHandle prepared);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
    public static partial void DestroyPrepare(ref nint prepared);

    [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
    public static partial ulong ParameterCount(PreparedHandle prepared);

    [LibraryImport(Library, EntryPoint = "duckdb_parameter_name")]
    public static partial nint ParameterName(PreparedHandle prepared, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_bind_value")]
    public static partial int Bind(PreparedHandle prepared, ulong index, ValueHandle value);

    [LibraryImport(Library, EntryPoint = "duckdb_execute_prepared_streaming")]
    public static partial int Execute(PreparedHandle prepared, ResultData* result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
    public static partial void DestroyResult(ResultData* result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
    public static partial nint ResultError(ResultData* result);

    [LibraryImport(Library, EntryPoint = "duckdb_result_return_type")]
    public static partial int ResultKind(ResultData result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
    public static partial ulong ColumnCount(ResultData* result);

    [LibraryImport(Library, EntryPoint = "duckdb_column_name")]
    public static partial nint ColumnName(ResultData* result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_column_logical_type")]
    public static partial TypeHandle ColumnType(ResultData* result, ulong column);

    [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
    public static partial ChunkHandle FetchChunk(ResultData result);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk")]
    public static partial void DestroyDataChunk(ref nint chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")]
    public static partial ulong ChunkSize(ChunkHandle chunk);

    [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    public static partial nint ChunkVector(ChunkHandle chunk, ulong column);
}
