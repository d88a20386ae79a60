using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.State;

/// <summary>Copies items from any table to any writer, one by one.</summary>
internal static class ItemCopy
{
    private const int Enough = 4096;

    /// <summary>Copies all into a writer that has none yet, and waits until they are durable.</summary>
    public static void Run(IItemTable source, IItemWriter target)
    {
        var sessions = new SessionNumbers(source.Sessions, target);
        var orphans = source.Orphans.GroupBy(orphan => orphan.Item, StringComparer.Ordinal).Select(group => new Left(group, StateOf(source, group.Key))).ToList();
        var copied = 0;
        foreach (var slot in source.All())
        {
            if (Read(source, slot.Number) is not { } state) continue;
            target.Record(sessions.Move(state));

            // A store far away may hold in memory what it did not send yet.
            if (++copied % Enough == 0) Flush(target);
        }

        // Last, for a path may be one item's output and an orphan of another.
        foreach (var left in orphans.Where(left => left.Item is { Good: not null })) Lose(target, left, sessions.Move(left.Item!));
        foreach (var left in orphans.Where(left => left.Item is not { Good: not null }))
        {
            Leave(target, left, sessions);
            if (left.Item is { } failed) target.Record(sessions.Move(failed));
        }

        Flush(target);
    }

    // An output becomes an orphan when the item that wrote it is dropped, or writes elsewhere; there is no other way to make one.
    private static void Leave(IItemWriter target, Left left, SessionNumbers sessions)
    {
        var session = sessions.Any;
        var good = new ItemGood(session, default, left.Outputs, default, default, TimeSpan.Zero, 0, TimeSpan.Zero);
        target.Record(new ItemState(left.Key, new ItemTry(TaskOutcome.Succeeded, session, default, TimeSpan.Zero), good));
        if (target.TryFind(ItemId.Of(left.Key), out var slot)) target.Drop([slot.Number]);
    }

    private static void Lose(IItemWriter target, Left left, ItemState state)
    {
        target.Record(state with { Good = state.Good! with { Outputs = [.. state.Good.Outputs, .. left.Outputs] } });
        target.Record(state);
    }

    private static ItemState? StateOf(IItemTable source, string key) => source.TryFind(ItemId.Of(key), out var slot) ? Read(source, slot.Number) : null;

    private static ItemState? Read(IItemTable source, int number)
    {
        try
        {
            return source.Read(number);
        }
        catch (StateFormatException)
        {
            return null;
        }
    }

    private static void Flush(IItemWriter target) => target.FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>What an item left, and what is recorded of it now.</summary>
    private sealed class Left(IGrouping<string, OrphanOutput> orphans, ItemState? item)
    {
        public string Key => orphans.Key;

        public ItemState? Item => item;

        public IReadOnlyList<OutputState> Outputs { get; } = [.. orphans.Select(orphan => new OutputState(orphan.Path, orphan.Hash, orphan.Size, default))];
    }

    private sealed class SessionNumbers(IReadOnlyList<ItemSession> sessions, IItemWriter target)
    {
        private readonly Dictionary<int, int> _numbers = [];
        private int? _any;

        /// <summary>A session for what names none.</summary>
        public int Any => _any ??= sessions.Count > 0 ? Of(0) : target.BeginSession("", Fingerprint.Of([]));

        public ItemState Move(ItemState state) => state with
        {
            Last = state.Last with { Session = Of(state.Last.Session) },
            Good = state.Good is { } good ? good with { Session = Of(good.Session) } : null,
        };

        private int Of(int number)
        {
            if (_numbers.TryGetValue(number, out var known)) return known;
            return _numbers[number] = target.BeginSession(sessions[number].RunId, sessions[number].Common);
        }
    }
}
