using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>Tells facts of files, and which files it has none of yet.</summary>
/// <param name="context">Hashes, kept facts and the project.</param>
internal sealed class PythonFactSource(CodeContext context)
{
    /// <summary>Name and version of what learns facts; a change of their meaning needs a new version.</summary>
    public const string Normaliser = "python-ast/1";

    private readonly Dictionary<string, (Hash256 Content, PythonFacts Facts)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<Hash256, PythonFacts> _parsed = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private string? _errorNormaliser;

    /// <summary>Files that were asked for and are not known.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    /// <summary>Files whose facts are known.</summary>
    public IReadOnlyCollection<string> Known => _known.Keys;

    /// <summary>Whether files are only searched for import lines, since there is no Python that could read them.</summary>
    public bool ScansOnly { get; private set; }

    /// <summary>How files were read that count by their bytes.</summary>
    public string RawNote => ScansOnly ? "whole file (no python)" : "whole file";

    /// <summary>Forgets all and goes on without Python.</summary>
    public void ScanOnly()
    {
        ScansOnly = true;
        _known.Clear();
        _missing.Clear();
    }

    /// <summary>A module with its facts; with none where they are missing.</summary>
    /// <param name="path">Absolute path.</param>
    public PythonModule Read(string path)
    {
        var label = CodeFolders.Name(context.Project.Root, path);
        if (!_known.TryGetValue(path, out var known))
        {
            known = Load(path);
            if (known.Facts is null)
            {
                _missing.Add(path);
                return new PythonModule(path, label, known.Content, new PythonFacts());
            }

            _known[path] = known;
        }

        return new PythonModule(path, label, known.Content, known.Facts);
    }

    /// <summary>Takes what Python learnt of a file, and keeps it for later runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Hash of the bytes that Python read.</param>
    /// <param name="json">The facts; <see langword="null"/> where the file could not be read.</param>
    public void Learn(string path, Hash256 content, byte[]? json)
    {
        _missing.Remove(path);
        var facts = json is null ? Unreadable("cannot be read") : PythonFactsParser.Parse(json) ?? Unreadable("facts of it are damaged");
        if (facts.Error is { Line: 0 }) facts = Scanned(path) with { Error = facts.Error };
        _known[path] = (content, facts);
        if (json is not null) context.Facts.Put(facts.Error is null ? Normaliser : ErrorNormaliser(), content, json);
    }

    private (Hash256 Content, PythonFacts Facts) Load(string path)
    {
        try
        {
            if (context.Files.Hash(path) is not { } file) return (default, Unreadable("it is gone"));
            if (ScansOnly) return (file.Hash, Scanned(path));
            if (_parsed.TryGetValue(file.Hash, out var facts)) return (file.Hash, facts);
            var json = context.Facts.Get(Normaliser, file.Hash) ?? context.Facts.Get(ErrorNormaliser(), file.Hash);
            facts = json is null ? null : PythonFactsParser.Parse(json);
            if (facts is null) return (file.Hash, null!);
            if (facts.Error is { Line: 0 }) facts = Scanned(path) with { Error = facts.Error };
            return (file.Hash, _parsed[file.Hash] = facts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (default, Unreadable(e is UnauthorizedAccessException ? "permission denied" : e.Message));
        }
    }

    /// <summary>Another Python may read what this one cannot, so errors are kept for one Python only.</summary>
    private string ErrorNormaliser()
    {
        if (_errorNormaliser is not null) return _errorNormaliser;
        var python = context.Interpreters.Python ?? "";
        FileStamps.Take(python, 0, out var stamp);
        return _errorNormaliser = $"{Normaliser} {python} {stamp.Size} {stamp.MTime}";
    }

    private static PythonFacts Scanned(string path)
    {
        try
        {
            return PythonScan.Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(e is UnauthorizedAccessException ? "permission denied" : e.Message);
        }
    }

    private static PythonFacts Unreadable(string why) => new() { IsRaw = true, Error = new PythonSyntaxError(-1, 0, why) };
}
