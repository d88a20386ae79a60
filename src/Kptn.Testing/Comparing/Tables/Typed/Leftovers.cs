using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>Rows of two tables that are left to compare.</summary>
internal sealed class Leftovers : IDisposable
{
    private readonly TypedWorkspace _workspace;
    private readonly SpillWriter _old;
    private readonly SpillWriter _new;

    public Leftovers(TypedWorkspace workspace, TypedTable before, TypedTable after)
    {
        (_workspace, Before, After) = (workspace, before, after);
        (OldFile, NewFile) = (Path.Combine(workspace.Folder, "old.rows"), Path.Combine(workspace.Folder, "new.rows"));
        (_old, _new) = (new SpillWriter(OldFile), new SpillWriter(NewFile));
        OldKinds = [.. before.Columns.Select(column => (column, column.Kind))];
        NewKinds = [.. after.Columns.Select(column => (column, column.Kind))];
    }

    public TypedTable Before { get; }

    public TypedTable After { get; }

    /// <summary>Where those before are.</summary>
    public string OldFile { get; }

    /// <summary>Where those after are.</summary>
    public string NewFile { get; }

    private IReadOnlyList<(TypedColumn, CellKind)> OldKinds { get; }

    private IReadOnlyList<(TypedColumn, CellKind)> NewKinds { get; }

    /// <summary>
    /// Adds what a query gives: how often a row stands before and its place, the same after, and all columns of both as texts.
    /// </summary>
    /// <returns>Whether it came to its end; else the sieve had seen too many rows.</returns>
    public bool Add(string query)
    {
        var (result, error) = _workspace.Connection.Stream(query);
        using (result)
        {
            foreach (var row in result?.Rows() ?? [])
            {
                var split = 4 + Before.Columns.Count;
                for (var count = (long)row[0]!; count > 0; count--) _old.Add((long)row[1]! + 1, OldKinds, row.AsSpan(4, Before.Columns.Count));
                for (var count = (long)row[2]!; count > 0; count--) _new.Add((long)row[3]! + 1, NewKinds, row.AsSpan(split));
            }

            error ??= result?.Error;
        }

        if (_workspace.Sieve.IsOver) return false;
        return error is null ? true : throw TypedWorkspace.Failure(error);
    }

    /// <summary>How many there are before.</summary>
    public long OldCount => _old.Count;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _old.Clear();
        _new.Clear();
    }

    /// <summary>Closes the files, which stay.</summary>
    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }
}
