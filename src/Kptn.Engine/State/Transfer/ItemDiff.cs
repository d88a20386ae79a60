using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Transfer;

/// <summary>How the items of a task differ in two states, with some of each kind.</summary>
/// <param name="Removed">How many only the first state has.</param>
/// <param name="Added">How many only the second has.</param>
/// <param name="Different">How many both have, and not alike.</param>
public sealed record ItemDiff(int Removed, int Added, int Different)
{
    private const int Few = 5;

    /// <summary>No difference.</summary>
    public static ItemDiff None { get; } = new(0, 0, 0);

    /// <summary>Keys of the first that only the first state has.</summary>
    public IReadOnlyList<string> SomeRemoved { get; init; } = [];

    /// <summary>Keys of the first that only the second state has.</summary>
    public IReadOnlyList<string> SomeAdded { get; init; } = [];

    /// <summary>Keys of the first that both have, and not alike.</summary>
    public IReadOnlyList<string> SomeDifferent { get; init; } = [];

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => (Removed | Added | Different) == 0;

    internal static ItemDiff Of(IItemTable? old, IItemTable? now, CancellationToken cancellation)
    {
        if (old is null && now is null) return None;
        var (removed, added, different) = (new Sample(), new Sample(), new Sample());
        foreach (var slot in old?.All() ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            var state = old!.Read(slot.Number);
            if (now is null || !now.TryFind(ItemId.Of(state.Key), out var other)) removed.Add(state.Key);
            else if (!AreAlike(state, old, now.Read(other.Number), now)) different.Add(state.Key);
        }

        foreach (var slot in now?.All() ?? [])
        {
            cancellation.ThrowIfCancellationRequested();
            var key = now!.Read(slot.Number).Key;
            if (old is null || !old.TryFind(ItemId.Of(key), out _)) added.Add(key);
        }

        return new ItemDiff(removed.Count, added.Count, different.Count) { SomeRemoved = removed.Some, SomeAdded = added.Some, SomeDifferent = different.Some };
    }

    private static bool AreAlike(ItemState old, IItemTable oldTable, ItemState now, IItemTable nowTable)
    {
        if (old.Last.Outcome != now.Last.Outcome || (old.Good is null) != (now.Good is null)) return false;
        if (old.Good is not { } before || now.Good is not { } after) return true;
        return oldTable.Sessions[before.Session].Common.Hash == nowTable.Sessions[after.Session].Common.Hash
            && before.Own == after.Own
            && HashOf(before.Result) == HashOf(after.Result)
            && before.Outputs.Select(output => (output.Path, output.Hash)).SequenceEqual(after.Outputs.Select(output => (output.Path, output.Hash)));
    }

    private static Hash256 HashOf(ItemResult result) => result.IsNone ? default : result.Hash.IsNone ? Hash256.Of(result.Json.Span) : result.Hash;

    private sealed class Sample
    {
        private readonly List<string> _some = [];

        public int Count { get; private set; }

        public IReadOnlyList<string> Some => _some;

        public void Add(string key)
        {
            if (Count++ < Few) _some.Add(key);
        }
    }
}
