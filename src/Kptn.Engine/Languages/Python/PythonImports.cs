namespace Kptn.Engine.Languages.Python;

/// <summary>
/// Finds modules as Python's path finder does: in each folder of the search path a package comes before a module, and a folder
/// without <c>__init__.py</c> counts only where no folder has either.
/// </summary>
internal sealed class PythonImports
{
    private readonly Dictionary<string, PythonPlace> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Folder, int Level, string Module), PythonImport> _imports = [];
    private readonly PythonPlace _top;
    private readonly string[] _inside;
    private readonly PythonEntries _entries;

    /// <summary>Prepares a search path.</summary>
    /// <param name="searchPath">Absolute folders, in order.</param>
    /// <param name="entries">What lies at paths.</param>
    public PythonImports(IReadOnlyList<string> searchPath, PythonEntries entries)
    {
        _entries = entries;
        _top = new PythonPlace(null, [.. searchPath]);
        _inside = [.. searchPath.Select(folder => folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar)];
    }

    /// <summary>The search path.</summary>
    public IReadOnlyList<string> SearchPath => _top.Folders;

    /// <summary>Follows an import.</summary>
    /// <param name="file">The file that imports.</param>
    /// <param name="level">Its leading dots.</param>
    /// <param name="module">The dotted name after them.</param>
    public PythonImport Follow(string file, int level, string module)
    {
        var folder = level == 0 ? "" : Path.GetDirectoryName(file)!;
        var key = (folder, level, module);
        if (!_imports.TryGetValue(key, out var import)) _imports[key] = import = level == 0 ? Absolute(module) : Relative(folder, level, module);
        return import;
    }

    /// <summary>A submodule of a package; <see langword="null"/> where there is none.</summary>
    /// <param name="package">The package.</param>
    /// <param name="name">Its name, without dots.</param>
    public PythonPlace? Submodule(PythonPlace package, string name) => package.Submodule(name, Find);

    /// <summary>The <c>__init__.py</c> of each package that a file lies in, outermost first.</summary>
    /// <param name="file">The file.</param>
    public List<string> Packages(string file)
    {
        var found = new List<string>();
        for (var folder = Path.GetDirectoryName(file); folder is not null && IsInside(folder) && PackageAt(folder) is { File: { } init }; folder = Path.GetDirectoryName(folder)) found.Insert(0, init);
        return found;
    }

    private PythonImport Absolute(string module)
    {
        var steps = new List<PythonPlace>();
        return new PythonImport(steps, module.Length == 0 ? null : Walk(_top, module, steps));
    }

    private PythonImport Relative(string folder, int level, string module)
    {
        for (var up = 1; up < level; up++) folder = Path.GetDirectoryName(folder) ?? "";
        if (!IsInside(folder)) return new PythonImport([], null);
        var steps = new List<PythonPlace>();
        var package = PackageAt(folder);
        var parent = Path.GetDirectoryName(folder);
        for (; parent is not null && IsInside(parent) && PackageAt(parent) is { File: not null } outer; parent = Path.GetDirectoryName(parent)) steps.Insert(0, outer);
        steps.Add(package);
        return new PythonImport(steps, module.Length == 0 ? package : Walk(package, module, steps) ?? Elsewhere(folder, module, steps));
    }

    /// <summary>A package without <c>__init__.py</c> may lie in several folders of the search path.</summary>
    private PythonPlace? Elsewhere(string folder, string module, List<PythonPlace> steps)
    {
        foreach (var root in _inside)
        {
            if (!folder.StartsWith(root, StringComparison.Ordinal)) continue;
            var name = folder[root.Length..].Replace(Path.DirectorySeparatorChar, '.') + "." + module;
            if (Walk(_top, name, steps) is { } found) return found;
        }

        return null;
    }

    private PythonPlace? Walk(PythonPlace from, string module, List<PythonPlace> steps)
    {
        var place = from;
        foreach (var part in module.Split('.'))
        {
            var next = Submodule(place, part);
            if (next is null) return null;
            steps.Add(next);
            place = next;
        }

        return place;
    }

    private PythonPlace? Find(PythonPlace package, string name)
    {
        if (name.Length == 0) return null;
        List<string>? portions = null;
        foreach (var folder in package.Folders)
        {
            var path = Path.Join(folder, name);
            var isFolder = _entries.IsFolder(path);
            if (isFolder && _entries.IsFile(Path.Join(path, "__init__.py"))) return PackageAt(path);
            if (_entries.IsFile(path + ".py")) return ModuleAt(path + ".py");
            if (isFolder) (portions ??= []).Add(path);
        }

        if (portions is null) return null;
        return portions.Count == 1 ? PackageAt(portions[0]) : new PythonPlace(null, [.. portions]);
    }

    private PythonPlace PackageAt(string folder)
    {
        if (_places.TryGetValue(folder, out var place)) return place;
        var init = Path.Join(folder, "__init__.py");
        return _places[folder] = new PythonPlace(_entries.IsFile(init) ? init : null, [folder]);
    }

    private PythonPlace ModuleAt(string file)
    {
        if (_places.TryGetValue(file, out var place)) return place;
        return _places[file] = new PythonPlace(file, []);
    }

    private bool IsInside(string folder)
    {
        foreach (var root in _inside)
        {
            if (folder.Length == root.Length - 1 ? root.StartsWith(folder, StringComparison.Ordinal) : folder.StartsWith(root, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
