using Kptn.Engine.Mapping;

namespace Kptn.Engine.State.Local.Items;

/// <summary>Tells which outputs become orphans by what is about to be recorded.</summary>
internal static class ItemOrphans
{
    /// <summary>Outputs of an item's last good run that a new one does not have; <see langword="null"/> where no orphan comes or goes.</summary>
    public static IReadOnlyList<OutputState>? Of(ItemLog log, ItemId id, ItemGood? good)
    {
        if (good is null) return null;
        var lost = Lost(Outputs(log, log.Index.Find(id), out _), good.Outputs);
        if (lost.Count > 0) return lost;
        return log.Index.Orphans.Count > 0 && good.Outputs.Any(output => log.Index.Orphans.Contains(output.Path)) ? [] : null;
    }

    /// <summary>What an item leaves when it is dropped.</summary>
    public static IEnumerable<OrphanOutput> OfDropped(ItemLog log, int number) =>
        Outputs(log, number, out var key).Select(output => new OrphanOutput(key, output.Path, output.Hash, output.Size));

    private static IReadOnlyList<OutputState> Outputs(ItemLog log, int number, out string key)
    {
        key = "";
        if (number < 0 || !log.Index.Items[number].HasFiles) return [];
        try
        {
            var state = log.Records.Read(number);
            key = state.Key;
            return state.Good?.Outputs ?? [];
        }
        catch (Exception e) when (e is IOException or StateFormatException)
        {
            // What an item left before can no longer be told; what it did now must be recorded all the same.
            return [];
        }
    }

    private static IReadOnlyList<OutputState> Lost(IReadOnlyList<OutputState> before, IReadOnlyList<OutputState> now)
    {
        if (before.Count == 0) return [];
        var kept = now.Select(output => output.Path).ToHashSet(StringComparer.Ordinal);
        return before.All(output => kept.Contains(output.Path)) ? [] : [.. before.Where(output => !kept.Contains(output.Path))];
    }
}
