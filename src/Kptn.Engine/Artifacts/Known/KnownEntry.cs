using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Known;

/// <summary>An entry of what is known, to be put into the shared place once all that it names is there.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Content">Its content.</param>
/// <param name="Hashes">The content that it names.</param>
/// <param name="Listings">Those of it that list files of a folder, or of a glob.</param>
internal sealed record KnownEntry(string Name, ReadOnlyMemory<byte> Content, IReadOnlyList<Hash256> Hashes, IReadOnlyList<Hash256> Listings)
{
    /// <summary>The entry of a run.</summary>
    public static KnownEntry Of(KnownRun run)
    {
        var hashes = run.Outputs.Where(output => !output.IsRollUp).Select(output => output.Hash);
        return new KnownEntry(KnownNames.OfRun(run.Task, run.Fingerprint), KnownJson.Write(run), run.ResultHash.IsNone ? [.. hashes] : [.. hashes, run.ResultHash], ListingsOf(run.Outputs));
    }

    /// <summary>The entry of items that have the same things in common.</summary>
    public static KnownEntry Of(string task, Hash256 common, IReadOnlyList<KnownItem> items)
    {
        var content = KnownJson.Write(items);
        var hashes = items.SelectMany(item => item.Outputs.Select(output => output.Hash)).Concat(items.Select(item => item.Result.Hash).Where(hash => !hash.IsNone));
        return new KnownEntry($"{KnownNames.OfItems(task, common)}{Hash256.Of(content)}.json", content, [.. hashes.Distinct()], ListingsOf(items.SelectMany(item => item.Outputs)));
    }

    /// <summary>An entry as it was read; <see langword="null"/> where it is not whole.</summary>
    public static KnownEntry? Read(string name, byte[] content)
    {
        if (KnownJson.ReadRun(content) is { } run) return Of(run) with { Name = name, Content = content };
        return KnownJson.ReadItems(content) is { Count: > 0 } items ? Of("", default, items) with { Name = name, Content = content } : null;
    }

    private static IReadOnlyList<Hash256> ListingsOf(IEnumerable<KnownOutput> outputs) =>
        [.. outputs.Where(output => !output.IsRollUp && (output.Path.EndsWith('/') || OutputPath.IsGlob(output.Path))).Select(output => output.Hash).Distinct()];
}
