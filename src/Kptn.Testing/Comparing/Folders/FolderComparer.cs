using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Folders;

/// <summary>Compares folders file by file.</summary>
internal static class FolderComparer
{
    private const int MostNames = 2;

    /// <summary>Compares two folders.</summary>
    public static DetailedDiff Compare(string path, string oldFolder, string newFolder, CompareSettings settings, CancellationToken cancellation)
    {
        var (before, after) = (FolderFiles.Of(oldFolder), FolderFiles.Of(newFolder));
        var counts = new Dictionary<DiffKind, long>();
        var files = new List<OutputDiff>();
        var notes = new List<DiffNote>();
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var shown = $"{path.TrimEnd('/')}/{name}";
            if (settings.Skips(shown)) continue;
            var file = OutputComparer.Compare(shown, before.GetValueOrDefault(name), after.GetValueOrDefault(name), settings, cancellation);
            var kind = file.Passes ? DiffKind.Same : file.Kind;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            if (kind != DiffKind.Same && files.Count < settings.Limits.Files) files.Add(file);
            if (notes.Count < settings.Limits.Files) notes.AddRange(file.Notes.Where(note => note.IsWarning).Select(note => note with { Text = $"{name}: {note.Text}" }));
        }

        var diff = new FolderDiff
        {
            Added = counts.GetValueOrDefault(DiffKind.Added),
            Removed = counts.GetValueOrDefault(DiffKind.Removed),
            Changed = counts.GetValueOrDefault(DiffKind.Changed),
            Same = counts.GetValueOrDefault(DiffKind.Same),
            Files = files,
        };
        var isSame = diff is { Added: 0, Removed: 0, Changed: 0 };
        return new DetailedDiff(isSame, Headline(diff, path, isSame), diff, notes);
    }

    private static string Headline(FolderDiff diff, string path, bool isSame)
    {
        if (isSame) return $"{Words.Count(diff.Same, "file")}, all the same";
        var total = diff.Changed + diff.Removed + diff.Same;
        var parts = new List<string>();
        if (diff.Changed > 0) parts.Add($"{Words.Number(diff.Changed)} of {Words.Count(total, "file")} changed");
        if (diff.Added > 0) parts.Add(parts.Count == 0 ? $"{Words.Count(diff.Added, "file")} added" : $"{Words.Number(diff.Added)} added");
        if (diff.Removed > 0) parts.Add(parts.Count == 0 ? $"{Words.Count(diff.Removed, "file")} removed" : $"{Words.Number(diff.Removed)} removed");
        var names = diff.Files.Take(MostNames).Select(file => $"{file.Path[(path.TrimEnd('/').Length + 1)..]}: {file.Headline}");
        return $"{string.Join(", ", parts)}; {string.Join("; ", names)}";
    }
}
