using Kptn.Testing.Comparing.Binaries;
using Kptn.Testing.Comparing.Files;
using Kptn.Testing.Comparing.Folders;
using Kptn.Testing.Comparing.Json;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Typed;
using Kptn.Testing.Comparing.Texts;

namespace Kptn.Testing.Comparing;

/// <summary>Compares outputs.</summary>
public static class OutputComparer
{
    /// <summary>Compares an output before and after: files or folders.</summary>
    /// <param name="path">The path that people know it by, with slashes; its extension tells how it is written.</param>
    /// <param name="oldFile">The file or folder before; where nothing is there, the output was added.</param>
    /// <param name="newFile">The file or folder after; where nothing is there, the output was removed.</param>
    /// <param name="settings">How to compare.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    public static OutputDiff Compare(string path, string? oldFile, string? newFile, CompareSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (before, after) = (OutputEntry.At(oldFile), OutputEntry.At(newFile));
        if (before is null && after is null) throw new FileNotFoundException($"neither the old nor the new '{path}' is there", newFile ?? oldFile);
        if (before is null) return OneSided(path, DiffKind.Added, after!);
        if (after is null) return OneSided(path, DiffKind.Removed, before);
        if (before.IsFolder != after.IsFolder) return Turned(path, before, after);
        if (after.IsFolder) return ToDiff(path, before, after, CompareMode.Folder, FolderComparer.Compare(path, before.Path, after.Path, settings, cancellation), settings);
        var firstDifference = FileBytes.FirstDifference(before.Path, after.Path, cancellation);
        return firstDifference < 0 ? Identical(path, before, after, settings) : CompareFiles(path, before, after, firstDifference, settings, cancellation);
    }

    private static OutputDiff CompareFiles(string path, OutputEntry before, OutputEntry after, long firstDifference, CompareSettings settings, CancellationToken cancellation)
    {
        var mode = FileKinds.Of(path, before.Path, after.Path, settings);
        DiffNote? note = null;
        var areDatabases = mode == CompareMode.Folder;
        var isTyped = areDatabases || FileKinds.IsParquet(before.Path) || FileKinds.IsParquet(after.Path);
        try
        {
            if (areDatabases) return ToDiff(path, before, after, mode, DatabaseComparer.Compare(path, before.Path, after.Path, settings, cancellation), settings);
            if (mode == CompareMode.Table && isTyped) return ToDiff(path, before, after, mode, TypedFiles.Compare(path, before.Path, after.Path, settings, cancellation), settings);
            if (mode == CompareMode.Table) return ToDiff(path, before, after, mode, TableComparer.Compare(path, before.Path, after.Path, settings, cancellation), settings);
            if (mode == CompareMode.Json) return ToDiff(path, before, after, mode, JsonComparer.Compare(path, before.Path, after.Path, settings, cancellation), settings);
        }
        catch (NotATableException e) when (isTyped)
        {
            note = new DiffNote("no-table", $"it cannot be read as a table: {e.Message}; only bytes were compared", IsWarning: true);
            mode = CompareMode.Binary;
        }
        catch (NotATableException e)
        {
            note = new DiffNote("no-table", $"it is no table: {e.Message}; compared line by line", IsWarning: true);
        }
        catch (NotJsonException e)
        {
            note = new DiffNote("no-json", $"it cannot be read as JSON: {e.Message}; compared line by line", IsWarning: true);
        }

        if (mode != CompareMode.Binary && Math.Max(before.Size, after.Size) > TextComparer.Largest)
        {
            note ??= new DiffNote("large-text", $"it has more than {TextComparer.Largest >> 20} MB, so only bytes were compared", IsWarning: true);
            mode = CompareMode.Binary;
        }

        if (mode != CompareMode.Binary) mode = CompareMode.Text;
        var found = mode == CompareMode.Binary
            ? BinaryComparer.Compare(before.Path, after.Path, firstDifference)
            : TextComparer.Compare(before.Path, after.Path, settings, cancellation);
        if (note is not null) found = found with { Notes = [note, .. found.Notes] };
        return ToDiff(path, before, after, mode, found, settings);
    }

    private static OutputDiff ToDiff(string path, OutputEntry before, OutputEntry after, CompareMode mode, DetailedDiff found, CompareSettings settings) => new()
    {
        Path = path,
        Kind = found.IsSame ? DiffKind.Same : DiffKind.Changed,
        Headline = found.Headline,
        ComparedAs = mode,
        IsAllowed = !found.IsSame && settings.Thresholds.Allow(found.Detail),
        OldSize = before.Size,
        NewSize = after.Size,
        Notes = found.Notes,
        Detail = found.Detail,
    };

    private static OutputDiff Identical(string path, OutputEntry before, OutputEntry after, CompareSettings settings) => new()
    {
        Path = path,
        Kind = DiffKind.Same,
        Headline = $"identical, {Words.Size(after.Size)}",
        ComparedAs = FileKinds.Of(path, before.Path, after.Path, settings),
        IsIdentical = true,
        OldSize = before.Size,
        NewSize = after.Size,
    };

    private static OutputDiff OneSided(string path, DiffKind kind, OutputEntry entry) => new()
    {
        Path = path,
        Kind = kind,
        Headline = $"{(kind == DiffKind.Added ? "new" : "gone")}, {(entry.IsFolder ? $"{Words.Count(FolderFiles.Of(entry.Path).Count, "file")}, " : "")}{Words.Size(entry.Size)}",
        ComparedAs = entry.IsFolder ? CompareMode.Folder : FileKinds.Of(path, entry.Path),
        OldSize = kind == DiffKind.Removed ? entry.Size : null,
        NewSize = kind == DiffKind.Added ? entry.Size : null,
    };

    private static OutputDiff Turned(string path, OutputEntry before, OutputEntry after) => new()
    {
        Path = path,
        Kind = DiffKind.Changed,
        Headline = after.IsFolder ? "a file became a folder" : "a folder became a file",
        ComparedAs = after.IsFolder ? CompareMode.Folder : CompareMode.Binary,
        OldSize = before.Size,
        NewSize = after.Size,
    };
}
