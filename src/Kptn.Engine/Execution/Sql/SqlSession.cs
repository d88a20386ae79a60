using System.Diagnostics;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Languages.Sql;

namespace Kptn.Engine.Execution.Sql;

/// <summary>
/// Runs the statements of a script on one connection, in one transaction. A script with a transaction statement of its own has the transactions that
/// it says. CHECKPOINT as first or last statement, and DETACH as last, run outside, where alone DuckDB takes them.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="script">The script.</param>
/// <param name="work">What it runs for.</param>
/// <param name="folders">Where its relative paths start.</param>
/// <param name="log">Its log.</param>
/// <param name="shown">The script's name for messages.</param>
/// <param name="token">Ends it.</param>
internal sealed class SqlSession(DuckConnection connection, SqlScript script, SqlWork work, SqlFolders folders, SqlLog log, string shown, CancellationToken token)
{
    private readonly IReadOnlyList<SqlStatement> _statements = script.Statements;

    /// <summary>Runs all statements and commits.</summary>
    /// <exception cref="SqlFailure">A statement failed; what is not committed is rolled back with the connection.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Run()
    {
        foreach (var statement in _statements) CheckSyntax(statement);
        if (work.ResultPath is not null && _statements.Count == 0) throw NoResult();
        var isOwn = _statements.Any(statement => statement.IsTransaction);
        var from = isOwn ? 0 : _statements.TakeWhile(statement => statement.IsCheckpoint).Count();
        var to = isOwn ? _statements.Count : _statements.Count - _statements.Skip(from).Reverse().TakeWhile(statement => statement.IsCheckpoint || statement.IsDetach).Count();
        for (var i = 0; i < from; i++) Run(_statements[i]);
        if (!isOwn && to > from) Do("BEGIN TRANSACTION");
        for (var i = from; i < to; i++) Run(_statements[i]);
        if (isOwn) CheckEnd();
        else if (to > from) Do("COMMIT");
        for (var i = to; i < _statements.Count; i++) Run(_statements[i]);
    }

    private void CheckSyntax(SqlStatement statement)
    {
        if (statement.NeedsLiterals) return;
        var (parsed, error) = connection.Parse(statement.Text);
        parsed?.Dispose();
        if (error is not null && error.Message.StartsWith("Parser Error", StringComparison.Ordinal) && !Literals(statement).Any(Parses)) throw Failed(statement, error);
    }

    private bool Parses(string text)
    {
        var parsed = connection.Parse(text).Statements;
        parsed?.Dispose();
        return parsed is not null;
    }

    private void Run(SqlStatement statement)
    {
        token.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        var (rows, error) = Run(statement, SqlLiterals.Place(statement, work.Values, folders));
        if (error is { IsRefusal: true })
        {
            foreach (var text in Literals(statement))
            {
                (rows, var other) = Run(statement, text);
                if (other is { IsRefusal: true }) continue;
                error = other;
                break;
            }
        }

        if (error is not null) throw Failed(statement, error);
        log.Ran(statement, _statements.Count, rows, Stopwatch.GetElapsedTime(start));
    }

    // Where DuckDB takes no parameter, its value may still do: DATE $day, DEFAULT $n, COMMENT ON … IS $text.
    private IEnumerable<string> Literals(SqlStatement statement)
    {
        if (statement.BindsItself || statement.NeedsLiterals || !statement.Parameters.Any(parameter => work.Values.Get(parameter.Name) is not null)) yield break;
        yield return SqlLiterals.Fill(statement, work.Values, folders);
        yield return SqlLiterals.Fill(statement, work.Values, folders, isBare: true);
    }

    private (long? Rows, DuckError? Error) Run(SqlStatement statement, string text)
    {
        var (parsed, error) = connection.Parse(text);
        if (parsed is null) return (null, error);
        long? rows = null;
        using (parsed)
        {
            for (var part = 0; part < parsed.Count; part++)
            {
                var (prepared, wrong) = parsed.Prepare(part);
                if (prepared is null) return (null, wrong);
                using (prepared)
                {
                    Bind(statement, prepared);
                    (var counted, error) = Execute(statement, prepared);
                    if (error is not null) return (null, error);
                    rows = counted ?? rows;
                }
            }
        }

        return (rows, null);
    }

    private void Bind(SqlStatement statement, DuckPrepared prepared)
    {
        for (var i = 0; i < prepared.Parameters.Count; i++)
        {
            var name = prepared.Parameters[i];
            var line = statement.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { Name: not null } place ? place.Line : statement.Line;
            if (work.Values.Get(name) is not { } value) throw new SqlFailure($"{shown}:{line}: statement {statement.Number}: {work.Values.Missing(name)}");
            if (!prepared.Bind(i, value)) throw new SqlFailure($"{shown}:{line}: statement {statement.Number}: DuckDB does not take the value of the parameter '{name}'");
        }
    }

    private (long? Rows, DuckError? Error) Execute(SqlStatement statement, DuckPrepared prepared)
    {
        var (result, error) = prepared.Execute();
        if (result is null) return (null, error);
        using (result)
        {
            var isLast = work.ResultPath is not null && statement == _statements[^1];
            if (isLast && !result.IsQuery) throw NoResult();
            var rows = isLast ? SqlResultWriter.Write(work.ResultPath!, result, work.Parts)
                : result.IsQuery ? result.Count()
                : result.Rows().Select(row => row is [long changed] ? changed : (long?)null).LastOrDefault();
            return (rows, result.Error);
        }
    }

    // A script that began a transaction and left it open has not said that its changes are good.
    private void CheckEnd()
    {
        if (connection.Run("BEGIN TRANSACTION") is not { } open)
        {
            Do("ROLLBACK");
            return;
        }

        if (open.Message.Contains("within a transaction", StringComparison.Ordinal)) throw new SqlFailure($"{shown}: it ends in a transaction that it began and did not commit, so that is rolled back: add COMMIT");
        throw new SqlFailure($"{shown}: {open.Summary}", open.Message);
    }

    private void Do(string statement)
    {
        if (connection.Run(statement) is { } error) throw new SqlFailure($"{shown}: {statement} failed: {error.Summary}", error.Message);
    }

    private SqlFailure Failed(SqlStatement statement, DuckError error)
    {
        token.ThrowIfCancellationRequested();
        var hint = error.Message.Contains("single attached database", StringComparison.Ordinal) ? "; give the script transactions of its own: BEGIN; …; COMMIT; for each database"
            : work.IsInMemory && error.Message.StartsWith("Catalog Error: Table with name", StringComparison.Ordinal) ? "; each task has a database of its own in memory, since config.duckdb names no file"
            : "";
        return new SqlFailure($"{shown}:{statement.Line + error.Line - 1}: statement {statement.Number} ({statement.Summary}): {error.Summary}{hint}", error.Message);
    }

    private SqlFailure NoResult() => new($"{shown}: it has cache_result, but its last statement gives no rows; end it with a SELECT");
}
