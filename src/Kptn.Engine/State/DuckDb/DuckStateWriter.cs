using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Mapping;
using Kptn.Engine.Projects;

namespace Kptn.Engine.State.DuckDb;

/// <summary>Writes to the journal, and folds it into the database when told that the database is free.</summary>
internal sealed class DuckStateWriter : IStateWriter
{
    private readonly Lock _gate = new();
    private readonly IStateWriter _journal;
    private readonly Func<string, IItemTable?> _items;
    private readonly ItemChanges _changes = new();
    private readonly StateKey _key;
    private readonly Func<string?> _database;
    private readonly string _linkPath;
    private readonly Dictionary<string, TaskState> _states;
    private long _recorded;
    private long _folded;
    private bool _isItemsUnknown;
    private Task? _disposal;

    private DuckStateWriter(IStateWriter journal, Func<string, IItemTable?> items, StateKey key, Func<string?> database, string linkPath, IReadOnlyDictionary<string, TaskState> opened)
    {
        (_journal, _items, _key, _database, _linkPath, Opened) = (journal, items, key, database, linkPath, opened);
        _states = new(opened, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, TaskState> Opened { get; }

    public IReadOnlyList<Finding> Warnings => _journal.Warnings;

    public Task<Exception> Failure => _journal.Failure;

    /// <summary>Brings the journal in line with the database, where that is another than the journal knows.</summary>
    public static async Task<DuckStateWriter> OpenAsync(IStateWriter journal, Func<string, IItemTable?> items, StateKey key, Func<string?> database, string linkPath, CancellationToken cancellation)
    {
        var path = database();
        var link = DatabaseLink.Read(linkPath);
        if (await Task.Run(() => DatabaseState.Look(path, key, link), cancellation).ConfigureAwait(false) is not { } found)
        {
            // Where the last writer ended without a fold, as after a kill, the fold is made up for.
            var isBehind = link is not null && path is not null && DatabaseStamp.Take(path) is { } stamp && (stamp != link.Stamp || link.Folded != DatabaseLink.Digest(journal.Opened.Values));
            return new DuckStateWriter(journal, items, key, database, linkPath, journal.Opened) { _recorded = isBehind ? 1 : 0, _isItemsUnknown = isBehind };
        }

        foreach (var task in journal.Opened.Keys) journal.Forget(task);
        foreach (var state in found.States.Values)
        {
            using (var table = DatabaseState.ItemsOf(path, key, state.Task))
            {
                if (table is not null) journal.CopyItems(state.Task, table);
            }

            if (state.Last is { } last) journal.RecordEnd(state.Task, last, state.Good);
        }

        await journal.FlushAsync(cancellation).ConfigureAwait(false);
        new DatabaseLink(found.Fold, found.Fold, default, "").Write(linkPath);
        return new DuckStateWriter(journal, items, key, database, linkPath, found.States) { _recorded = File.Exists(path) ? 1 : 0 };
    }

    public void RecordStart(string task, LastTry attempt) => Record(task, attempt, null, () => _journal.RecordStart(task, attempt));

    public void RecordEnd(string task, LastTry attempt, GoodRun? good) => Record(task, attempt, good, () => _journal.RecordEnd(task, attempt, good));

    public IItemWriter OpenItems(string task) => new NotingItemWriter(_journal.OpenItems(task), task, _changes);

    public void Forget(string task)
    {
        lock (_gate)
        {
            _journal.Forget(task);
            _changes.AddAll(task);
            _states.Remove(task);
            _recorded++;
        }
    }

    public void SetBase(StateBase? value) => _journal.SetBase(value);

    public void CopyItems(string task, IItemTable source)
    {
        lock (_gate)
        {
            _journal.CopyItems(task, source);
            _changes.AddAll(task);
            _states.Remove(task);
            _recorded++;
        }
    }

    public Task FlushAsync(CancellationToken cancellation) => _journal.FlushAsync(cancellation);

    /// <summary>Folds what was recorded into the database, where anything was. Call it while nobody uses the database.</summary>
    /// <returns>What is wrong; empty where nothing is. The journal has all in any case.</returns>
    public string Fold()
    {
        if (_database() is not { } path || (Interlocked.Read(ref _recorded) == _folded && _changes.IsEmpty)) return "";
        var changes = _changes.Take();
        try
        {
            var (database, error) = DatabaseOpener.Open(new DuckOptions(path), DatabaseOpener.Patience, CancellationToken.None);
            if (database is null) return NotFolded(changes, error);
            DatabaseLink link;
            List<TaskState> states;
            long count;
            using (database)
            {
                using var connection = database.Connect();
                lock (_gate) (states, count) = ([.. _states.Values], _recorded);
                link = new DatabaseLink(FoldTable.FoldOf(connection, _key) ?? "", Guid.NewGuid().ToString("N"), default, "");
                _journal.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
                link.Write(_linkPath);
                var items = _isItemsUnknown || !FoldTable.HasItems(connection, _key) ? AllItems(states, changes) : changes;
                if (FoldTable.Write(connection, _key, link.Next, states, rows => Write(rows, connection, items)) is { } wrong) return NotFolded(changes, $"'{path}': {wrong.Summary}");
            }

            new DatabaseLink(link.Next, link.Next, DatabaseStamp.Take(path) ?? default, DatabaseLink.Digest(states)).Write(_linkPath);
            (_folded, _isItemsUnknown) = (count, false);
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StateFormatException)
        {
            return NotFolded(changes, e.Message);
        }
    }

    public async ValueTask DisposeAsync() => await (_disposal ??= DisposeOnceAsync()).ConfigureAwait(false);

    private string NotFolded(IReadOnlyDictionary<string, HashSet<ItemId>?> changes, string problem)
    {
        _changes.Return(changes);
        return problem;
    }

    private static Dictionary<string, HashSet<ItemId>?> AllItems(IEnumerable<TaskState> states, IReadOnlyDictionary<string, HashSet<ItemId>?> changes) =>
        states.Select(state => state.Task).Union(changes.Keys).ToDictionary(task => task, _ => (HashSet<ItemId>?)null, StringComparer.Ordinal);

    private DuckError? Write(ItemRows rows, DuckConnection connection, IReadOnlyDictionary<string, HashSet<ItemId>?> changes)
    {
        foreach (var (task, changed) in changes)
        {
            using var items = _items(task);
            if (rows.Write(connection, _key, task, items, changed) is { } error) return error;
        }

        return null;
    }

    private async Task DisposeOnceAsync()
    {
        try
        {
            if (!_journal.Failure.IsCompleted) await Task.Run(Fold).ConfigureAwait(false);
        }
        finally
        {
            await _journal.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Record(string task, LastTry last, GoodRun? good, Action write)
    {
        lock (_gate)
        {
            write();
            _states[task] = new TaskState(task, good ?? _states.GetValueOrDefault(task)?.Good, last);
            _recorded++;
        }
    }
}
