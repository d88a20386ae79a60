using System.Runtime.InteropServices;
using Kptn.Testing.Comparing.Tables.Matching;

namespace Kptn.Testing.Comparing.Texts;

/// <summary>Finds entries that stand once in each of two lists and in the same order: what surely did not change (patience diff).</summary>
internal static class Anchors
{
    /// <summary>The places of such entries in both lists, in order.</summary>
    public static IReadOnlyList<(int Old, int New)> Find<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after)
        where T : notnull
    {
        var places = new Dictionary<T, (int Old, int New, int OldCount, int NewCount)>();
        for (var i = 0; i < before.Length; i++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(places, before[i], out _);
            entry = entry with { Old = i, OldCount = entry.OldCount + 1 };
        }

        for (var i = 0; i < after.Length; i++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrNullRef(places, after[i]);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref entry)) entry = entry with { New = i, NewCount = entry.NewCount + 1 };
        }

        var once = places.Values.Where(entry => entry is { OldCount: 1, NewCount: 1 }).OrderBy(entry => entry.New).Select(entry => (entry.Old, entry.New)).ToList();
        var stays = Order.LongestRising([.. once.Select(entry => entry.Old)]);
        return [.. once.Where((_, i) => stays[i])];
    }
}
