namespace Kptn.Testing.Comparing.Folders;

/// <summary>Adds up what became of the parts of a folder, or of a database.</summary>
/// <param name="path">The whole's path.</param>
/// <param name="part">What a part is called.</param>
/// <param name="most">How many changed parts to keep.</param>
internal sealed class FolderTally(string path, string part, int most)
{
    private const int MostNames = 2;

    private readonly Dictionary<DiffKind, long> _counts = [];
    private readonly List<OutputDiff> _files = [];
    private readonly List<DiffNote> _notes = [];

    /// <summary>Adds a part.</summary>
    public void Add(string name, OutputDiff file)
    {
        var kind = file.Passes ? DiffKind.Same : file.Kind;
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (kind != DiffKind.Same && _files.Count < most) _files.Add(file);
        if (_notes.Count < most) _notes.AddRange(file.Notes.Where(note => note.IsWarning).Select(note => note with { Text = $"{name}: {note.Text}" }));
    }

    /// <summary>The difference of the whole.</summary>
    public DetailedDiff ToDiff()
    {
        var diff = new FolderDiff
        {
            Added = _counts.GetValueOrDefault(DiffKind.Added),
            Removed = _counts.GetValueOrDefault(DiffKind.Removed),
            Changed = _counts.GetValueOrDefault(DiffKind.Changed),
            Same = _counts.GetValueOrDefault(DiffKind.Same),
            Files = _files,
        };
        var isSame = diff is { Added: 0, Removed: 0, Changed: 0 };
        return new DetailedDiff(isSame, Headline(diff, isSame), diff, _notes);
    }

    private string Headline(FolderDiff diff, bool isSame)
    {
        if (isSame) return $"{Words.Count(diff.Same, part)}, all the same";
        var total = diff.Changed + diff.Removed + diff.Same;
        var parts = new List<string>();
        if (diff.Changed > 0) parts.Add($"{Words.Number(diff.Changed)} of {Words.Count(total, part)} changed");
        if (diff.Added > 0) parts.Add(parts.Count == 0 ? $"{Words.Count(diff.Added, part)} added" : $"{Words.Number(diff.Added)} added");
        if (diff.Removed > 0) parts.Add(parts.Count == 0 ? $"{Words.Count(diff.Removed, part)} removed" : $"{Words.Number(diff.Removed)} removed");
        var names = diff.Files.Take(MostNames).Select(file => $"{file.Path[(path.TrimEnd('/').Length + 1)..]}: {file.Headline}");
        return $"{string.Join(", ", parts)}; {string.Join("; ", names)}";
    }
}
