using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts;

/// <summary>Folders, and files that match a glob, as artifacts: each file by its hash, and their listing by its own.</summary>
/// <param name="store">Keeps content.</param>
public sealed class FolderArtifacts(IArtifactStore store)
{
    /// <summary>Keeps all files of a listing, and then the listing, so that where a listing is, its files are.</summary>
    /// <param name="root">The folder that its paths start from, absolute.</param>
    /// <param name="listing">The listing.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <exception cref="IOException">A file could not be written.</exception>
    public PutOutcome Put(string root, FolderListing listing, CancellationToken cancellation)
    {
        var outcome = PutOutcome.Known;
        foreach (var file in listing.Files)
        {
            switch (store.Put(Path.Combine(root, file.Path), file.Hash, cancellation))
            {
                case PutOutcome.Changed:
                    return PutOutcome.Changed;
                case PutOutcome.Stored:
                    outcome = PutOutcome.Stored;
                    break;
            }
        }

        store.Put(Encoding.UTF8.GetBytes(listing.Text));
        return outcome;
    }

    /// <summary>Reads a listing.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="outcome">Whether it is there and whole; a text that is no listing is not.</param>
    public FolderListing? List(Hash256 hash, out GetOutcome outcome)
    {
        using var stream = store.Open(hash, out outcome);
        if (stream is null) return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var listing = FolderListing.Parse(reader.ReadToEnd());
        if (listing is null) outcome = GetOutcome.Corrupt;
        return listing;
    }

    /// <summary>Recreates a folder, or the files of a glob. Nothing is written where a file of the listing is not there, or would lie elsewhere than below the root.</summary>
    /// <param name="hash">The listing's hash.</param>
    /// <param name="root">The folder that its paths start from, absolute.</param>
    /// <param name="outcome">Whether listing and files are there and whole.</param>
    /// <returns>How many files were written; those that have their content already are left alone.</returns>
    /// <exception cref="IOException">A file could not be written, or a path leads out of the root.</exception>
    public int Get(Hash256 hash, string root, out GetOutcome outcome)
    {
        if (List(hash, out outcome) is not { } listing) return 0;
        store.Gather([.. listing.Files.Select(file => file.Hash)]);
        if (!listing.Files.All(file => store.Has(file.Hash)))
        {
            outcome = GetOutcome.Missing;
            return 0;
        }

        foreach (var file in listing.Files) PathGuard.Check(root, file.Path);
        var written = 0;
        foreach (var file in listing.Files)
        {
            var target = Path.Combine(root, file.Path);
            if (IsThere(target, file.Hash)) continue;
            outcome = store.Get(file.Hash, target);
            if (outcome != GetOutcome.Found) break;
            written++;
        }

        return written;
    }

    private static bool IsThere(string path, Hash256 hash) => File.Exists(path) && FileIndex.HashContent(path) == hash;
}
