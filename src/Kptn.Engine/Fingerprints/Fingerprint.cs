using System.Security.Cryptography;
using System.Text;

namespace Kptn.Engine.Fingerprints;

/// <summary>Everything a task depends on.</summary>
/// <param name="Components">Sorted by kind, then by name in ordinal order; (kind, name) is unique.</param>
/// <param name="Hash">SHA-256 over the canonical form of the components.</param>
public sealed record Fingerprint(IReadOnlyList<Component> Components, Hash256 Hash)
{
    private static readonly byte[] Version = "kptn fingerprint 1\n"u8.ToArray();

    /// <summary>Sorts components and hashes them.</summary>
    /// <param name="components">The components, in any order; where two have one name, their hashes are combined.</param>
    public static Fingerprint Of(IEnumerable<Component> components)
    {
        var sorted = Sort(components);
        return new Fingerprint(sorted, HashOf(sorted));
    }

    /// <summary>Sorts components by kind and name, and joins those of one name.</summary>
    /// <param name="components">The components.</param>
    public static IReadOnlyList<Component> Sort(IEnumerable<Component> components)
    {
        var sorted = components.ToArray();
        Array.Sort(sorted, Compare);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (Compare(sorted[i - 1], sorted[i]) == 0) return Join(sorted);
        }

        return sorted;
    }

    /// <summary>What differs between a recorded fingerprint and the components of now, in the order in which reasons are shown.</summary>
    /// <param name="old">The recorded components, sorted.</param>
    /// <param name="now">The components of now, sorted.</param>
    public static IReadOnlyList<ComponentChange> Compare(IReadOnlyList<Component> old, IReadOnlyList<Component> now)
    {
        List<ComponentChange>? changes = null;
        for (int i = 0, j = 0; i < old.Count || j < now.Count;)
        {
            var order = i == old.Count ? 1 : j == now.Count ? -1 : Compare(old[i], now[j]);
            if (order == 0)
            {
                if (old[i].Hash != now[j].Hash) (changes ??= []).Add(new(now[j].Kind, now[j].Name, old[i], now[j]));
                i++;
                j++;
            }
            else if (order < 0)
            {
                (changes ??= []).Add(new(old[i].Kind, old[i].Name, old[i], null));
                i++;
            }
            else
            {
                (changes ??= []).Add(new(now[j].Kind, now[j].Name, null, now[j]));
                j++;
            }
        }

        return changes ?? (IReadOnlyList<ComponentChange>)[];
    }

    private static int Compare(Component a, Component b) =>
        a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Name, b.Name);

    private static Component[] Join(Component[] sorted)
    {
        var joined = new List<Component>();
        foreach (var component in sorted)
        {
            if (joined.Count > 0 && Compare(joined[^1], component) == 0)
            {
                var both = joined[^1];
                if (both.Hash != component.Hash) joined[^1] = both with { Hash = Hash256.Of($"{both.Hash}{component.Hash}") };
            }
            else
            {
                joined.Add(component);
            }
        }

        return [.. joined];
    }

    /// <summary>Hashes sorted components.</summary>
    /// <param name="sorted">The components, sorted.</param>
    public static Hash256 HashOf(IReadOnlyList<Component> sorted)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Version);
        Span<byte> bytes = stackalloc byte[Hash256.Size + 2];
        foreach (var component in sorted)
        {
            bytes[0] = (byte)component.Kind;
            component.Hash.Write(bytes[1..]);
            bytes[^1] = 0;
            hash.AppendData(bytes);
            hash.AppendData(Encoding.UTF8.GetBytes(component.Name));
            hash.AppendData([0]);
        }

        hash.GetHashAndReset(bytes);
        return Hash256.Read(bytes);
    }
}
