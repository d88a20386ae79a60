namespace Kptn.Engine.Languages.Python;

/// <summary>A module or package as the import system finds it.</summary>
/// <param name="file">The file that runs when it is imported; <see langword="null"/> for a package without <c>__init__.py</c>.</param>
/// <param name="folders">Folders its submodules are looked for in; none where it is no package.</param>
internal sealed class PythonPlace(string? file, string[] folders)
{
    private readonly Dictionary<string, PythonPlace?> _submodules = new(StringComparer.Ordinal);

    /// <summary>The file that runs when it is imported.</summary>
    public string? File => file;

    /// <summary>Folders its submodules are looked for in.</summary>
    public string[] Folders => folders;

    /// <summary>Whether it may have submodules.</summary>
    public bool IsPackage => Folders.Length > 0;

    /// <summary>Finds a submodule and remembers the answer.</summary>
    /// <param name="name">Its name, without dots.</param>
    /// <param name="find">Looks for it where it was not asked for before.</param>
    public PythonPlace? Submodule(string name, Func<PythonPlace, string, PythonPlace?> find)
    {
        if (!IsPackage) return null;
        if (!_submodules.TryGetValue(name, out var found)) _submodules[name] = found = find(this, name);
        return found;
    }
}
