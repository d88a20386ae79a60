using System.Text.Json;
using Kptn.Testing.Comparing.Tables.Matching;

namespace Kptn.Testing.Comparing.Json;

internal sealed partial class JsonWalker
{
    private void CompareArrays(JsonElement old, JsonElement next, JsonPathNode node)
    {
        cancellation.ThrowIfCancellationRequested();
        var (before, after, items) = (old.EnumerateArray().ToArray(), next.EnumerateArray().ToArray(), node.Items());
        if (items.IsIgnored) return;
        var hasKeys = settings.Keys.Count > 0 && HaveKeys(before) && HaveKeys(after);
        var ignoresOrder = settings.Ordered == false || (hasKeys && settings.Ordered != true);
        var hashes = new JsonHashes(settings.Scrub.Count > 0 ? Text : null);
        var pairs = hasKeys ? ByKeys(before, after)
            : ignoresOrder ? ArrayAligner.InAnyOrder(hashes.Of(before, items), hashes.Of(after, items))
            : ArrayAligner.InOrder(hashes.Of(before, items), hashes.Of(after, items), (i, j) => hashes.Likeness(before[i], after[j], items));
        Report(before, after, pairs, items, hasKeys, ignoresOrder);
    }

    private void Report(JsonElement[] before, JsonElement[] after, List<(int Old, int New)> pairs, JsonPathNode items, bool hasKeys, bool ignoresOrder)
    {
        var partners = new int[after.Length];
        Array.Fill(partners, -1);
        var paired = new bool[before.Length];
        foreach (var (i, j) in pairs) (partners[j], paired[i]) = (i, true);
        for (var j = 0; j < after.Length; j++)
        {
            findings.Enter(Step(after[j], j, hasKeys));
            if (partners[j] >= 0) Compare(before[partners[j]], after[j], items);
            else findings.Add(JsonChangeKind.Added, items, null, after[j]);
            findings.Leave();
        }

        for (var i = 0; i < before.Length; i++)
        {
            if (paired[i]) continue;
            findings.Enter(Step(before[i], i, hasKeys));
            findings.Add(JsonChangeKind.Removed, items, before[i], null);
            findings.Leave();
        }

        if (!ignoresOrder) ReportMoved(before, after, partners, items, hasKeys);
    }

    private void ReportMoved(JsonElement[] before, JsonElement[] after, int[] partners, JsonPathNode items, bool hasKeys)
    {
        var places = Enumerable.Range(0, after.Length).Where(j => partners[j] >= 0).ToArray();
        var stays = Order.LongestRising([.. places.Select(j => partners[j])]);
        for (var at = 0; at < places.Length; at++)
        {
            if (stays[at]) continue;
            findings.Enter(Step(after[places[at]], places[at], hasKeys));
            findings.Add(JsonChangeKind.Moved, items, before[partners[places[at]]], after[places[at]]);
            findings.Leave();
        }
    }

    private bool HaveKeys(JsonElement[] items) => items.All(item => item.ValueKind == JsonValueKind.Object && settings.Keys.All(key => item.TryGetProperty(key, out _)));

    private List<(int Old, int New)> ByKeys(JsonElement[] before, JsonElement[] after)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (var i = 0; i < before.Length; i++)
        {
            var key = KeyOf(before[i]);
            if (!places.TryGetValue(key, out var queue)) places.Add(key, queue = new());
            queue.Enqueue(i);
        }

        var pairs = new List<(int, int)>();
        for (var j = 0; j < after.Length; j++)
        {
            if (places.TryGetValue(KeyOf(after[j]), out var queue) && queue.TryDequeue(out var i)) pairs.Add((i, j));
        }

        return pairs;
    }

    private string KeyOf(JsonElement item) => string.Join(',', settings.Keys.Select(key => CanonicalJson.Of(item.GetProperty(key))));

    private string Step(JsonElement item, int place, bool hasKeys)
        => hasKeys ? $"[{string.Join(',', settings.Keys.Select(key => $"{key}={item.GetProperty(key).GetRawText()}"))}]" : $"[{place}]";
}
