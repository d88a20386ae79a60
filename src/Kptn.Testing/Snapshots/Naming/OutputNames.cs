namespace Kptn.Testing.Snapshots.Naming;

/// <summary>Gives each file of a snapshot a name that no other has, also where the case of letters does not count. Files that have a name keep it.</summary>
/// <param name="isFlat">Whether there are no folders for outputs, since those of items lie there.</param>
internal sealed class OutputNames(bool isFlat)
{
    private const int LongestPath = 140;
    private const int LongestStem = 48;
    private const int LongestExtension = 16;
    private static readonly HashSet<string> Reserved = new(["manifest.json", "result.json"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps the name that a file has.</summary>
    public void Keep(string path, string file)
    {
        if (_taken.Add(file)) _known[path] = file;
    }

    /// <summary>The name of a file.</summary>
    /// <param name="path">Its path relative to the scratch dir.</param>
    public string Of(string path)
    {
        if (_known.TryGetValue(path, out var known)) return known;
        var name = IsPlain(path) ? Verified(path) : Marked(path, SafeName.Digits);
        for (var digits = SafeName.Digits; !_taken.Add(name); digits += SafeName.Digits) name = Marked(path, digits);
        return _known[path] = name;
    }

    private bool IsPlain(string path)
    {
        if (path.Length > LongestPath || (isFlat && path.Contains('/', StringComparison.Ordinal))) return false;
        var parts = path.Split('/');
        return parts.All(SafeName.IsPlain) && !Reserved.Contains(parts[^1]);
    }

    private string Marked(string path, int digits)
    {
        var parts = path.Split('/');
        var (stem, extension) = SnapshotNames.Split(parts[^1]);
        if (extension.Length > LongestExtension || (extension.Length > 0 && !SafeName.IsPlain("x" + extension))) (stem, extension) = (parts[^1], "");
        var name = $"{SafeName.Cleaned(stem, LongestStem)}{SafeName.Mark}{SafeName.Hash(path, digits)}.verified{extension}";
        var folders = parts[..^1];
        return isFlat || path.Length > LongestPath || !folders.All(SafeName.IsPlain) ? name : string.Join('/', [.. folders, name]);
    }

    private static string Verified(string path)
    {
        var slash = path.LastIndexOf('/') + 1;
        var (stem, extension) = SnapshotNames.Split(path[slash..]);
        return $"{path[..slash]}{stem}.verified{extension}";
    }
}
