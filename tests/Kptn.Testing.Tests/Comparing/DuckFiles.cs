using System.Runtime.InteropServices;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Runs statements in DuckDB.</summary>
internal static class DuckFiles
{
    /// <summary>Runs statements against a database file, or in memory.</summary>
    public static void Run(string? database, params string[] statements)
    {
        Check(Native.Open(database, out var opened));
        Check(Native.Connect(opened, out var connection));
        foreach (var statement in statements)
        {
            var result = Marshal.AllocHGlobal(64);
            if (Native.Query(connection, statement, result) != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(Native.Error(result)));
            Native.Destroy(result);
            Marshal.FreeHGlobal(result);
        }

        Native.Disconnect(ref connection);
        Native.Close(ref opened);
    }

    /// <summary>Writes a query's rows to a Parquet file.</summary>
    public static string Parquet(this TestFolder folder, string name, string query)
    {
        Run(null, $"COPY ({query}) TO '{folder[name]}' (FORMAT parquet)");
        return folder[name];
    }

    private static void Check(int state) => Assert.Equal(0, state);

    private static class Native
    {
        [DllImport("duckdb", EntryPoint = "duckdb_open", CharSet = CharSet.Ansi)]
        public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string? path, out nint database);

        [DllImport("duckdb", EntryPoint = "duckdb_connect")]
        public static extern int Connect(nint database, out nint connection);

        [DllImport("duckdb", EntryPoint = "duckdb_query")]
        public static extern int Query(nint connection, [MarshalAs(UnmanagedType.LPUTF8Str)] string query, nint result);

        [DllImport("duckdb", EntryPoint = "duckdb_result_error")]
        public static extern nint Error(nint result);

        [DllImport("duckdb", EntryPoint = "duckdb_destroy_result")]
        public static extern void Destroy(nint result);

        [DllImport("duckdb", EntryPoint = "duckdb_disconnect")]
        public static extern void Disconnect(ref nint connection);

        [DllImport("duckdb", EntryPoint = "duckdb_close")]
        public static extern void Close(ref nint database);
    }
}
