using System.Text;
using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Collecting;

/// <summary>Content that is named somewhere, with what its listings name. Some dozens of bytes for each.</summary>
/// <param name="local">Where listings are read; they are fetched where a shared place is behind it.</param>
public sealed class ContentSet(LocalArtifactStore local)
{
    private readonly HashSet<Hash256> _hashes = [];
    private readonly HashSet<Hash256> _read = [];
    private readonly List<Hash256> _listings = [];

    /// <summary>The hashes.</summary>
    public IReadOnlySet<Hash256> Hashes => _hashes;

    /// <summary>Adds content.</summary>
    /// <param name="content">The content.</param>
    public void Add(NamedContent content)
    {
        _hashes.Add(content.Hash);
        if (content.IsListing && _read.Add(content.Hash)) _listings.Add(content.Hash);
    }

    /// <summary>Adds contents.</summary>
    /// <param name="contents">The contents.</param>
    public ContentSet Add(IEnumerable<NamedContent> contents)
    {
        foreach (var content in contents) Add(content);
        return this;
    }

    /// <summary>Adds what the listings name that were added since. A listing that is nowhere names nothing that anybody could restore.</summary>
    /// <param name="fetches">Whether listings that are not here are fetched.</param>
    /// <exception cref="IOException">A listing could not be fetched, so that nobody knows what it names.</exception>
    public ContentSet Expand(bool fetches = true)
    {
        if (fetches) local.Gather(_listings);
        foreach (var hash in _listings)
        {
            if (!fetches && !local.HasHere(hash)) continue;
            using var stream = local.Open(hash, out _);
            if (stream is null) continue;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            foreach (var file in FolderListing.Parse(reader.ReadToEnd())?.Files ?? []) _hashes.Add(file.Hash);
        }

        _listings.Clear();
        return this;
    }
}
