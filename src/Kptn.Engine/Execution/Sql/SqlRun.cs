using System.Text;
using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Languages.Sql;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Runs scripts against the project's database, which is open only under a lease. Failures are results, not exceptions.</summary>
/// <param name="context">The graph.</param>
/// <param name="runFolder">Where what memory does not hold goes, for a database in memory.</param>
internal sealed class SqlRun(GraphContext context, string runFolder)
{
    // DuckDB plans nested expressions by recursion.
    private const int Stack = 16 << 20;

    /// <summary>A lease under which scripts run.</summary>
    public SqlLease Lease() => new(context);

    /// <summary>Runs a script on a thread of its own.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="lease">Keeps the database open for the next script, where that one cannot tell.</param>
    /// <param name="cancellation">Ends it.</param>
    public AttemptResult Run(SqlWork work, SqlLease lease, CancellationToken cancellation)
    {
        var result = new AttemptResult(TaskOutcome.Failed);
        var thread = new Thread(() => result = RunGuarded(work, lease, cancellation), Stack) { IsBackground = true, Name = "kptn sql" };
        thread.Start();
        thread.Join();
        return result;
    }

    private AttemptResult RunGuarded(SqlWork work, SqlLease lease, CancellationToken cancellation)
    {
        using var log = new SqlLog(work.LogPath);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (work.Timeout is { } timeout) limit.CancelAfter(timeout);
        var isKept = false;
        try
        {
            isKept = Run(work, lease, log, limit.Token);
            return new AttemptResult(TaskOutcome.Succeeded);
        }
        catch (OperationCanceledException)
        {
            if (cancellation.IsCancellationRequested) return new AttemptResult(TaskOutcome.Interrupted, "it was interrupted");
            var error = ExitResults.TimedOut(work.Timeout);
            log.Write(error);
            return new AttemptResult(TaskOutcome.Failed, error);
        }
        catch (SqlFailure failure)
        {
            log.Write(failure.Details);
            return new AttemptResult(TaskOutcome.Failed, failure.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AttemptResult(TaskOutcome.Failed, e.Message);
        }
        finally
        {
            if (!isKept) lease.Release();
        }
    }

    /// <returns>Whether the database may stay open.</returns>
    private bool Run(SqlWork work, SqlLease lease, SqlLog log, CancellationToken token)
    {
        var shown = Path.GetRelativePath(context.Project.Root, work.Script).Replace('\\', '/');
        var script = SqlScript.Read(Text(work.Script, shown));
        if (context.Database.Location is { IsTold: false }) throw new SqlFailure("the function that config.duckdb names was not asked for the database");
        var options = Options(work);
        var tables = new Dictionary<string, TableHash>(StringComparer.Ordinal);
        using (var connection = lease.Take(options, token).Connect())
        {
            using (new SqlInterrupter(connection, token)) new SqlSession(connection, script, work, log, shown, token).Run();
            foreach (var table in work.Tables.Select(TableUrl.Read))
            {
                if (TableHasher.Of(connection, table) is (var hash, null)) tables[table.Key] = hash;
            }
        }

        if (options.Path is not null && work.Tables.Count == 0) return !script.ChangesMore;
        lease.Release();
        context.Outputs.Tables?.Keep(tables);
        return false;
    }

    private DuckOptions Options(SqlWork work) => new(context.Database.Path)
    {
        Memory = work.Memory,
        Threads = work.Threads,
        SearchPath = Path.GetDirectoryName(work.Script),
        TemporaryFolder = context.Database.Path is null ? Path.Combine(runFolder, "duckdb") : null,
    };

    private static string Text(string path, string shown)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw new SqlFailure($"{shown} is not UTF-8: save it as UTF-8");
        }

        return text.Contains('\0', StringComparison.Ordinal) ? throw new SqlFailure($"{shown} has a NUL character: is it a script?") : text;
    }
}
