using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.State;

/// <summary>Copies items from any table to any writer, one by one.</summary>
internal static class ItemCopy
{
    private const int Enough = 4096;

    /// <summary>Copies all into a writer that has none yet, and waits until they are durable.</summary>
    public static void Run(IItemTable source, IItemWriter target)
    {
        var sessions = new SessionNumbers(source.Sessions, target);
        foreach (var orphans in source.Orphans.GroupBy(orphan => orphan.Item, StringComparer.Ordinal)) AddOrphans(target, orphans.Key, [.. orphans], sessions);
        var copied = 0;
        foreach (var slot in source.All())
        {
            if (Read(source, slot.Number) is not { } state) continue;
            target.Record(state with
            {
                Last = state.Last with { Session = sessions.Of(state.Last.Session) },
                Good = state.Good is { } good ? good with { Session = sessions.Of(good.Session) } : null,
            });

            // A store far away may hold in memory what it did not send yet.
            if (++copied % Enough == 0) Flush(target);
        }

        Flush(target);
    }

    // An output becomes an orphan when the item that wrote it is dropped; there is no other way to make one.
    private static void AddOrphans(IItemWriter target, string item, IReadOnlyList<OrphanOutput> orphans, SessionNumbers sessions)
    {
        var session = sessions.Any;
        var outputs = orphans.Select(orphan => new OutputState(orphan.Path, orphan.Hash, orphan.Size, default)).ToArray();
        var good = new ItemGood(session, default, outputs, default, default, TimeSpan.Zero, 0, TimeSpan.Zero);
        target.Record(new ItemState(item, new ItemTry(TaskOutcome.Succeeded, session, default, TimeSpan.Zero), good));
        if (target.TryFind(Mapping.ItemId.Of(item), out var slot)) target.Drop([slot.Number]);
    }

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

    private sealed class SessionNumbers(IReadOnlyList<ItemSession> sessions, IItemWriter target)
    {
        private readonly Dictionary<int, int> _numbers = [];
        private int? _any;

        /// <summary>A session for what names none.</summary>
        public int Any => _any ??= sessions.Count > 0 ? Of(0) : target.BeginSession("", Fingerprint.Of([]));

        public int Of(int number)
        {
            if (_numbers.TryGetValue(number, out var known)) return known;
            return _numbers[number] = target.BeginSession(sessions[number].RunId, sessions[number].Common);
        }
    }
}
