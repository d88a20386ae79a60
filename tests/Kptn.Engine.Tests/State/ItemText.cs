using System.Text.Json;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;
using Kptn.StateHammer;

namespace Kptn.Engine.Tests.State;

/// <summary>All that is said of items, as text, so that two can be compared. Sessions are told by what they are, not by number.</summary>
internal static class ItemText
{
    /// <summary>The text of a table; holds what slots say against what is read.</summary>
    public static string Of(IItemTable? table)
    {
        if (table is null) return "";
        var states = new List<ItemState>();
        foreach (var slot in table.All())
        {
            var state = table.Read(slot.Number);
            Assert.True(table.TryFind(ItemId.Of(state.Key), out var found));
            Assert.Equal(slot, found);
            Assert.Equal(
                (state.Last.Outcome, state.Good?.Session ?? -1, state.Good is { Outputs.Count: > 0 } or { Result.Hash.IsNone: false }, state.Good?.Own ?? default),
                (slot.Outcome, slot.Session, slot.HasFiles, slot.Own));
            states.Add(state);
        }

        Assert.Equal(states.Count, table.Count);
        return Of(states, table.Orphans, table.Sessions);
    }

    public static string Of(ItemModel model) => Of(model.Items.Values, model.Orphans.Values, model.Sessions);

    /// <summary>The text after the first things of the script.</summary>
    public static string After(int changes, int items)
    {
        var model = new ItemModel();
        for (var number = 0; number < changes; number++) ItemScript.Apply(number, items, model);
        return Of(model);
    }

    /// <summary>The text after each number of things of the script, from none.</summary>
    public static List<string> Prefixes(int changes, int items)
    {
        var model = new ItemModel();
        var texts = new List<string> { Of(model) };
        for (var number = 0; number < changes; number++)
        {
            ItemScript.Apply(number, items, model);
            texts.Add(Of(model));
        }

        return texts;
    }

    public static string Of(ItemState state, IReadOnlyList<ItemSession> sessions)
    {
        // When a mark was made is the writer's own business.
        var last = state.Last.Outcome == TaskOutcome.Started ? state.Last with { StartedAt = default } : state.Last;
        var runs = $"{Of(sessions[last.Session])} {(state.Good is { } good ? Of(sessions[good.Session]) : "")}";
        return $"{JsonSerializer.Serialize(state with { Last = last with { Session = 0 }, Good = state.Good is null ? null : state.Good with { Session = 0 } })} {runs}";
    }

    private static string Of(IEnumerable<ItemState> states, IEnumerable<OrphanOutput> orphans, IReadOnlyList<ItemSession> sessions) => string.Join(
        '\n',
        [
            .. states.OrderBy(state => state.Key, StringComparer.Ordinal).Select(state => Of(state, sessions)),
            .. orphans.OrderBy(orphan => orphan.Path, StringComparer.Ordinal).Select(orphan => JsonSerializer.Serialize(orphan)),
        ]);

    private static string Of(ItemSession session)
    {
        Assert.Equal(session.Common.Hash, Fingerprint.HashOf(session.Common.Components));
        return $"{session.RunId}:{session.Common.Hash}:{session.Common.Components[^1].Note}";
    }
}
