using System.Text;
using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Languages.Sql;
using Kptn.Engine.Planning;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Runs scripts against the project's database, which is open only meanwhile, or until the next script of a mapped task or another user wants it. Failures are results, not exceptions.</summary>
/// <param name="context">The graph.</param>
/// <param name="runFolder">Where what memory does not hold goes, for a database in memory.</param>
internal sealed class SqlRun(GraphContext context, string runFolder)
{
    // DuckDB plans nested expressions by recursion.
    private const int Stack = 16 << 20;

    /// <summary>Runs a script on a thread of its own.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="leavesOpen">Whether to leave the database open for the next script, where that one cannot tell.</param>
    /// <param name="cancellation">Ends it.</param>
    public AttemptResult Run(SqlWork work, bool leavesOpen, CancellationToken cancellation)
    {
        var result = new AttemptResult(TaskOutcome.Failed);
        var thread = new Thread(() => result = RunGuarded(work, leavesOpen, cancellation), Stack) { IsBackground = true, Name = "kptn sql" };
        thread.Start();
        thread.Join();
        return result;
    }

    /// <summary>Closes a database that was left open.</summary>
    public void Close() => context.Turns.Close();

    private AttemptResult RunGuarded(SqlWork work, bool leavesOpen, CancellationToken cancellation)
    {
        using var log = new SqlLog(work.LogPath);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (work.Timeout is { } timeout) limit.CancelAfter(timeout);
        try
        {
            Run(work, leavesOpen, log, limit.Token);
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
    }

    private void Run(SqlWork work, bool leavesOpen, SqlLog log, CancellationToken token)
    {
        var shown = Path.GetRelativePath(context.Project.Root, work.Script).Replace('\\', '/');
        var script = SqlScript.Read(Text(work.Script, shown));
        if (context.Database.Location is { IsTold: false }) throw new SqlFailure("the function that config.duckdb names was not asked for the database");
        var options = Options(work);
        var folders = new SqlFolders(context.Project.Root, Path.GetDirectoryName(work.Script)!);
        var tables = new Dictionary<string, TableHash>(StringComparer.Ordinal);
        OpenDatabase? open = Open(options, token);
        try
        {
            using (var connection = open.Connect())
            {
                using (new SqlInterrupter(connection, token)) new SqlSession(connection, script, work, folders, log, shown, token).Run();
                foreach (var table in work.Tables.Select(TableUrl.Read))
                {
                    if (TableHasher.Of(connection, table) is (var hash, null)) tables[table.Key] = hash;
                }
            }

            if (leavesOpen && options.Path is not null && work.Tables.Count == 0 && !script.ChangesMore)
            {
                context.Turns.Leave(open);
                open = null;
            }
        }
        finally
        {
            open?.Dispose();
        }

        context.Outputs.Tables?.Keep(tables);
    }

    private OpenDatabase Open(DuckOptions options, CancellationToken token)
    {
        if (options.Path is not null && context.Turns.TakeOver(options) is { } left) return left;
        var turn = options.Path is null ? null : context.Turns.Take(token);
        try
        {
            var (database, error) = DatabaseOpener.Open(options, DatabaseOpener.Patience, token);
            if (database is null)
            {
                token.ThrowIfCancellationRequested();
                throw new SqlFailure(error);
            }

            var open = new OpenDatabase(database, options, turn);
            turn = null;
            return open;
        }
        finally
        {
            turn?.Dispose();
        }
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
