using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.State;

namespace Kptn.Engine.Fingerprints;

/// <summary>Reads what lies on disk under declared outputs.</summary>
/// <param name="scratchDir">The scratch dir, absolute.</param>
/// <param name="files">Hashes of files.</param>
/// <param name="time">The clock.</param>
public sealed class OutputReader(string scratchDir, FileIndex files, TimeProvider time)
{
    /// <summary>The scratch dir, absolute.</summary>
    public string ScratchDir => scratchDir;

    /// <summary>Reads outputs that are tables; where there is none they are missing.</summary>
    internal TableReader? Tables { get; init; }

    /// <summary>Reads the same files, and tables elsewhere.</summary>
    internal OutputReader With(TableReader tables) => new(scratchDir, files, time) { Tables = tables };

    /// <summary>Hashes an output as it is now.</summary>
    /// <param name="path">Path, folder or glob relative to the scratch dir.</param>
    /// <returns>What is there; <see langword="null"/> where nothing is, the folder is empty, or no file matches the glob.</returns>
    public OutputState? Read(string path)
    {
        if (TableUrl.Is(path)) return Tables?.Read(path);
        if (OutputPath.IsGlob(path)) return ReadMany(path, OutputPath.Match(scratchDir, path));
        var full = Path.Combine(scratchDir, path);
        switch (FileStamps.Take(full, FileStamps.Now(time), out _))
        {
            case FileStamps.EntryKind.File:
                return files.Hash(full) is var (hash, stamp) ? new OutputState(path, hash, stamp.Size, stamp) : null;
            case FileStamps.EntryKind.Folder:
                var folder = path.TrimEnd('/');
                return ReadMany(folder + "/", OutputPath.Match(scratchDir, folder + "/**"));
            default:
                return null;
        }
    }

    /// <summary>Hashes an output that was just written, without keeping it in the index.</summary>
    /// <param name="path">Path, folder or glob relative to the scratch dir.</param>
    public OutputState? ReadFresh(string path)
    {
        if (TableUrl.Is(path)) return Tables?.ReadFresh(path);
        if (OutputPath.IsGlob(path)) return Read(path);
        var full = Path.Combine(scratchDir, path);
        for (var round = 0; ; round++)
        {
            if (FileStamps.Take(full, FileStamps.Now(time), out var before) != FileStamps.EntryKind.File) return Read(path);
            var hash = FileIndex.HashContent(full);
            if (FileStamps.Take(full, FileStamps.Now(time), out var after) != FileStamps.EntryKind.File) return null;
            if ((before with { Racy = false }) == (after with { Racy = false })) return new OutputState(path, hash, before.Size, before);
            if (round == 3) return new OutputState(path, hash, after.Size, after with { Racy = true });
        }
    }

    /// <summary>Whether a file has the stamp that it was recorded with; a quick look, which reads nothing.</summary>
    /// <param name="recorded">What was recorded.</param>
    public bool IsUntouched(OutputState recorded) =>
        FileStamps.Take(Path.Combine(scratchDir, recorded.Path), FileStamps.Now(time), out var stamp) == FileStamps.EntryKind.File
        && stamp with { Racy = false } == recorded.Stamp with { Racy = false };

    /// <summary>Whether what lies at an output's path can have no content of its own: a pipe, a socket or a device.</summary>
    /// <param name="path">Path relative to the scratch dir.</param>
    public bool IsOddThing(string path) => FileStamps.Take(Path.Combine(scratchDir, path), FileStamps.Now(time), out _) == FileStamps.EntryKind.Other;

    /// <summary>Holds a recorded output against the disk.</summary>
    /// <param name="recorded">What was recorded.</param>
    public OutputCondition Check(OutputState recorded)
    {
        if (TableUrl.Is(recorded.Path)) return Tables?.Check(recorded) ?? OutputCondition.Missing;
        if (recorded.Path.EndsWith('/') || OutputPath.IsGlob(recorded.Path))
        {
            OutputState? now;
            try
            {
                now = Read(recorded.Path);
            }
            catch (UnreadableNameException)
            {
                return OutputCondition.Modified;
            }

            if (now is null) return OutputCondition.Missing;
            return now.Hash == recorded.Hash ? OutputCondition.AsRecorded : OutputCondition.Modified;
        }

        var full = Path.Combine(scratchDir, recorded.Path);
        if (recorded.Stamp.Racy && files.Hash(full) is var (settled, _)) return settled == recorded.Hash ? OutputCondition.AsRecorded : OutputCondition.Modified;
        var kind = FileStamps.Take(full, FileStamps.Now(time), out var stamp);
        if (kind == FileStamps.EntryKind.Missing) return OutputCondition.Missing;
        if (kind != FileStamps.EntryKind.File || stamp.Size != recorded.Size) return OutputCondition.Modified;
        if (!recorded.Stamp.Racy && recorded.Stamp == stamp with { Racy = false }) return OutputCondition.AsRecorded;
        return files.Hash(full) is not var (hash, _) ? OutputCondition.Missing
            : hash == recorded.Hash ? OutputCondition.AsRecorded : OutputCondition.Modified;
    }

    /// <summary>The files of a folder or a glob as they are now.</summary>
    /// <param name="path">The folder, with a slash at its end, or the glob, relative to the scratch dir.</param>
    /// <exception cref="UnreadableNameException">A file's name cannot be read.</exception>
    public FolderListing List(string path) =>
        List(OutputPath.IsGlob(path) ? OutputPath.Match(scratchDir, path) : OutputPath.Match(scratchDir, path.TrimEnd('/') + "/**"), out _);

    private FolderListing List(IReadOnlyList<string> matches, out long size)
    {
        size = 0;
        var found = new List<ListedFile>(matches.Count);
        foreach (var match in matches)
        {
            if (files.Hash(Path.Combine(scratchDir, match)) is not var (hash, stamp))
            {
                // What a name that is not UTF-8 was decoded to leads to no file; to leave such a file out would miss its changes.
                if (match.Contains('\uFFFD', StringComparison.Ordinal)) throw new UnreadableNameException(match);
                continue;
            }

            size += stamp.Size;
            found.Add(new ListedFile(match, hash));
        }

        return new FolderListing(found);
    }

    private OutputState? ReadMany(string path, IReadOnlyList<string> matches)
    {
        if (matches.Count == 0) return null;
        var listing = List(matches, out var size);
        return new OutputState(path, Hash256.Of(listing.Text), size, default);
    }
}
