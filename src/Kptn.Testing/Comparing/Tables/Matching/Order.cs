namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>Order of what is in two lists.</summary>
internal static class Order
{
    /// <summary>Which entries make up a longest rising subsequence: those that need not move.</summary>
    public static bool[] LongestRising(ReadOnlySpan<int> places)
    {
        var before = new int[places.Length];
        var ends = new int[places.Length];
        var length = 0;
        for (var i = 0; i < places.Length; i++)
        {
            var low = Below(ends, length, places, places[i]);
            before[i] = low == 0 ? -1 : ends[low - 1];
            ends[low] = i;
            if (low == length) length++;
        }

        var stays = new bool[places.Length];
        for (var at = length == 0 ? -1 : ends[length - 1]; at >= 0; at = before[at]) stays[at] = true;
        return stays;
    }

    /// <summary>The length of a longest rising subsequence.</summary>
    /// <param name="places">The entries; those below 0 do not count.</param>
    public static int LongestRisingLength(ReadOnlySpan<int> places)
    {
        // The least end of a rising subsequence of each length so far.
        var ends = new List<int>();
        foreach (var place in places)
        {
            if (place < 0) continue;
            if (ends.Count == 0 || ends[^1] < place)
            {
                ends.Add(place);
                continue;
            }

            var at = ends.BinarySearch(place);
            ends[at < 0 ? ~at : at] = place;
        }

        return ends.Count;
    }

    private static int Below(int[] ends, int length, ReadOnlySpan<int> places, int place)
    {
        var (low, high) = (0, length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (places[ends[middle]] < place) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
