using System.Runtime.InteropServices;
using Kptn.Engine.DuckDb.Native;

namespace Kptn.Engine.DuckDb;

/// <summary>A connection, which runs one statement at a time.</summary>
internal sealed class DuckConnection(ConnectionHandle handle) : IDisposable
{
    /// <summary>Parses a statement; some, such as PIVOT, become several.</summary>
    public (DuckStatements? Statements, DuckError? Error) Parse(string sql)
    {
        var count = Duck.ExtractStatements(handle, sql, out var extracted);
        if (count > 0) return (new DuckStatements(handle, extracted, (int)count), null);
        var error = Marshal.PtrToStringUTF8(Duck.ExtractError(extracted));
        extracted.Dispose();
        return (null, new DuckError(error ?? "Parser Error: there is no statement"));
    }

    /// <summary>Runs one statement to its end.</summary>
    public DuckError? Run(string sql) => Query(sql).Error;

    /// <summary>Runs one statement and takes all its rows.</summary>
    public (IReadOnlyList<object?[]> Rows, DuckError? Error) Query(string sql)
    {
        var (statements, error) = Parse(sql);
        if (statements is null) return ([], error);
        using (statements)
        {
            var (prepared, wrong) = statements.Prepare(0);
            if (prepared is null) return ([], wrong);
            using (prepared)
            {
                var (result, failure) = prepared.Execute();
                if (result is null) return ([], failure);
                using (result)
                {
                    var rows = result.Rows().ToList();
                    return (rows, result.Error);
                }
            }
        }
    }

    /// <summary>Runs one statement whose rows are made while they are read.</summary>
    public (DuckResult? Result, DuckError? Error) Stream(string sql)
    {
        var (statements, error) = Parse(sql);
        if (statements is null) return (null, error);
        using (statements)
        {
            var (prepared, wrong) = statements.Prepare(0);
            if (prepared is null) return (null, wrong);
            var (result, failure) = prepared.Execute();

            // What rows are still made of ends with the statement, so that it must not end before its result.
            if (result is null) prepared.Dispose();
            else result.Statement = prepared;
            return (result, failure);
        }
    }

    /// <summary>Makes a sieve that statements of this connection can use.</summary>
    public RowSieve AddSieve() => RowSieve.Register(this, handle);

    /// <summary>Ends the statement that runs now, if one does.</summary>
    public void Interrupt()
    {
        try
        {
            Duck.Interrupt(handle);
        }
        catch (ObjectDisposedException)
        {
            return;
        }
    }

    /// <summary>Disconnects; what was not committed is rolled back.</summary>
    public void Dispose() => handle.Dispose();
}
