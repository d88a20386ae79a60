using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kptn.Engine.Projects.Yaml;

internal sealed partial class YamlBuilder
{
    private const int FewKeys = 12;

    private YamlMap? ReadMap(MappingStart start, int depth)
    {
        YamlTags.CheckCollection(start.Tag, "map", At(start.Start), findings);
        if (start.Style == MappingStyle.Flow) _openFlows.Push(start.Start);
        var entries = new List<YamlEntry>();
        Dictionary<string, Place>? seen = null;
        YamlEntry? merge = null;
        var mergeAt = 0;
        for (Next(); Current is not MappingEnd; Next())
        {
            var isMerge = Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var keyPlace = At(Current.Start);
            if (!TryReadKey(depth, out var key)) return null;
            Next();
            if (ReadNode(depth + 1) is not { } value) return null;
            if (key is null) continue;
            var entry = new YamlEntry(key, keyPlace, value);
            if ((isMerge ? merge?.KeyPlace : FirstPlace(key, entries, ref seen)) is { } first)
            {
                if (!findings.IsFull) findings.Add("duplicate-key", keyPlace, $"key '{Shown.Text(key)}' stands here a second time; first at {first}", "each key once");
            }
            else if (isMerge)
            {
                (merge, mergeAt) = (entry, entries.Count);
            }
            else
            {
                entries.Add(entry);
                seen?.Add(key, keyPlace);
            }
        }

        if (start.Style == MappingStyle.Flow) _openFlows.Pop();
        if (merge is not null && !Merge(entries, merge, mergeAt)) return null;
        return new YamlMap(At(start.Start), entries);
    }

    private static Place? FirstPlace(string key, List<YamlEntry> entries, ref Dictionary<string, Place>? seen)
    {
        if (entries.Count > FewKeys)
        {
            seen ??= entries.ToDictionary(entry => entry.Key, entry => entry.KeyPlace);
            return seen.TryGetValue(key, out var place) ? place : null;
        }

        foreach (var entry in entries)
        {
            if (entry.Key == key) return entry.KeyPlace;
        }

        return null;
    }

    private bool TryReadKey(int depth, out string? key)
    {
        key = null;
        var place = At(Current.Start);
        switch (Current)
        {
            case Scalar scalar:
                ReadNode(depth);
                if (scalar.Value.Length > 0) key = scalar.Value;
                else findings.Add("yaml-bad-key", place, "a key is empty", "a name before the ':'");
                return true;
            case AnchorAlias:
                if (ReadNode(depth + 1) is not { } target) return false;
                if (target is YamlScalar { Text.Length: > 0 } text) key = text.Text;
                else findings.Add("yaml-bad-key", place, "an alias of a list or map is used as a key", "a name before the ':'");
                return true;
            default:
                findings.Add("yaml-bad-key", place, $"a {(Current is MappingStart ? "map" : "list")} is used as a key", "a name before the ':'", "put text with '{', '[' or '?' in quotes");
                return ReadNode(depth + 1) is not null;
        }
    }

    /// <summary>Puts the entries of <c>&lt;&lt;</c> where it stands; keys of the map itself win, then those of the earlier source.</summary>
    private bool Merge(List<YamlEntry> entries, YamlEntry merge, int mergeAt)
    {
        var keys = entries.Select(entry => entry.Key).ToHashSet();
        var merged = new List<YamlEntry>();
        foreach (var source in merge.Value is YamlList list ? list.Items : [merge.Value])
        {
            if (source is not YamlMap map)
            {
                findings.Add("yaml-bad-merge", source.Place, $"'<<' merges {Shown.Node(source)}", "a map or a list of maps, such as '<<: *defaults'");
                continue;
            }

            if (!Grow(map.Entries.Count, merge.KeyPlace)) return false;
            foreach (var entry in map.Entries)
            {
                if (keys.Add(entry.Key)) merged.Add(entry);
            }
        }

        entries.InsertRange(mergeAt, merged);
        return true;
    }
}
