using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kptn.Engine.DuckDb;
using Kptn.Engine.Mapping;
using Kptn.Engine.Runs;
using Kptn.Engine.State.Transfer;

namespace Kptn.Engine.State.DuckDb;

/// <summary>Puts the lines of items into a table, some thousand at a time.</summary>
/// <param name="connection">Where.</param>
/// <param name="table">The table, as SQL has it.</param>
/// <param name="items">The items.</param>
/// <param name="sessions">Run and fingerprint of sessions that have a number already.</param>
/// <param name="next">The first number that no item has.</param>
internal sealed class ItemStaging(DuckConnection connection, string table, IItemTable items, IEnumerable<(string Run, string Hash)> sessions, long next)
{
    /// <summary>The table's columns.</summary>
    public const string Columns = "kind VARCHAR, number BIGINT, item VARCHAR, status VARCHAR, run_id VARCHAR, error VARCHAR, line VARCHAR";

    private const int MostRows = 4096;
    private const int MostText = 1 << 22;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly Dictionary<int, string> Plain = [];
    private readonly Dictionary<(string Run, string Hash), int> _numbers = sessions.Select((session, number) => (session, number)).ToDictionary(pair => pair.session, pair => pair.number);
    private readonly List<string?[]> _rows = [];
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _next = next;
    private int _text;

    /// <summary>Adds items, and what they left.</summary>
    /// <param name="changed">Which items; all where it is <see langword="null"/>. Those that are not there are left out.</param>
    public DuckError? Add(IReadOnlyCollection<ItemId>? changed)
    {
        foreach (var slot in changed is null ? items.All() : Found(changed))
        {
            if (AddItem(slot.Number) is { } error) return error;
        }

        foreach (var orphan in items.Orphans) Row("orphan", _next++, orphan.Item, null, null, null, json => StateLines.Orphan(json, orphan));
        return Flush();
    }

    private IEnumerable<ItemSlot> Found(IReadOnlyCollection<ItemId> changed)
    {
        foreach (var id in changed)
        {
            if (items.TryFind(id, out var slot)) yield return slot;
        }
    }

    private DuckError? AddItem(int number)
    {
        ItemState state;
        try
        {
            state = items.Read(number);
        }
        catch (StateFormatException)
        {
            return null;
        }

        var run = items.Sessions[state.Last.Session].RunId;
        state = state with
        {
            Last = state.Last with { Session = Session(state.Last.Session) },
            Good = state.Good is { } good ? good with { Session = Session(good.Session) } : null,
        };
        Row("item", _next++, state.Key, OutcomeNames.Of(state.Last.Outcome), run, state.Last.Error is { Length: > 0 } error ? error : null, json => StateLines.Item(json, state));
        return _rows.Count >= MostRows || _text > MostText ? Flush() : null;
    }

    private int Session(int number)
    {
        var session = items.Sessions[number];
        var name = (session.RunId, session.Common.Hash.ToString());
        if (_numbers.TryGetValue(name, out var known)) return known;
        known = _numbers[name] = _numbers.Count;
        Row("session", known, name.Item2, null, session.RunId, null, json => StateLines.Session(json, session));
        return known;
    }

    private void Row(string kind, long number, string item, string? status, string? run, string? error, Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _text += _line.WrittenCount;
        _rows.Add([kind, number.ToString(CultureInfo.InvariantCulture), item, status, run, error, Encoding.UTF8.GetString(_line.WrittenSpan)]);
    }

    private DuckError? Flush()
    {
        if (_rows.Count == 0) return null;
        string?[][] columns = [.. Enumerable.Range(0, _rows[0].Length).Select(i => _rows.Select(row => row[i]).ToArray())];
        _rows.Clear();
        _text = 0;
        return BulkInsert.Run(connection, table, columns, Plain);
    }
}
