using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Kptn.Engine.Languages.R;

/// <summary>Lists R files of folders and finds the folder that <c>here::here</c> means; each folder is looked at once.</summary>
internal sealed class RFolders(CodeContext context)
{
    private static readonly string[] Skipped = ["renv", "packrat", "node_modules", "__pycache__"];
    private readonly Dictionary<string, string?> _heres = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Folder, bool Recursive), IReadOnlyList<string>> _listings = [];
    private readonly Dictionary<string, Regex?> _patterns = new(StringComparer.Ordinal);
    private readonly string? _scratch = CodeFolders.Scratch(context.Project);

    /// <summary>The nearest folder at or above one that looks like a project of R; <see langword="null"/> where none does.</summary>
    public string? Here(string folder)
    {
        if (_heres.TryGetValue(folder, out var known)) return known;
        var found = IsHere(folder) ? folder : Path.GetDirectoryName(folder) is { } parent ? Here(parent) : null;
        return _heres[folder] = found;
    }

    /// <summary>The R files of a folder in ordinal order; <see langword="null"/> where there is no such folder.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="pattern">Regular expression that their names match; empty for any.</param>
    /// <param name="recursive">Whether folders below it count.</param>
    public IReadOnlyList<string>? List(string folder, string pattern, bool recursive)
    {
        if (!_listings.TryGetValue((folder, recursive), out var files))
        {
            if (!Directory.Exists(folder)) return null;
            files = Enumerate(folder, recursive);
            _listings[(folder, recursive)] = files;
        }

        return Pattern(pattern) is { } regex ? [.. files.Where(f => regex.IsMatch(Path.GetFileName(f)))] : files;
    }

    /// <summary>Whether a name is that of an R file.</summary>
    public static bool IsScript(ReadOnlySpan<char> name) => name.EndsWith(".R", StringComparison.OrdinalIgnoreCase);

    private List<string> Enumerate(string folder, bool recursive)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = recursive, IgnoreInaccessible = true, AttributesToSkip = 0 };
        var found = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsScript(entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsSkipped(ref entry),
        };
        var files = found.ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private bool IsSkipped(ref FileSystemEntry entry)
    {
        if (entry.FileName.StartsWith('.') || (entry.Attributes & FileAttributes.ReparsePoint) != 0) return true;
        foreach (var name in Skipped)
        {
            if (entry.FileName.SequenceEqual(name)) return true;
        }

        return entry.ToFullPath() == _scratch;
    }

    // Names that a pattern of R's kind may match and ours does not must not be lost: such patterns match all.
    private Regex? Pattern(string pattern)
    {
        if (pattern.Length == 0) return null;
        if (_patterns.TryGetValue(pattern, out var known)) return known;
        Regex? regex = null;
        try
        {
            if (!pattern.Contains("[:", StringComparison.Ordinal) && !pattern.Contains("\\\\", StringComparison.Ordinal))
            {
                regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
            }
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            regex = null;
        }

        return _patterns[pattern] = regex;
    }

    private static bool IsHere(string folder)
    {
        if (RMarks.Files.Any(mark => File.Exists(Path.Combine(folder, mark))) || RMarks.IsRepository(folder)) return true;
        try
        {
            return Directory.EnumerateFiles(folder, "*" + RMarks.ProjectFile).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
