namespace Kptn.Engine.Graphs.Selections;

/// <summary>Says whether a task's code is a file or lies under a glob.</summary>
internal sealed class FileMatcher
{
    private readonly string _root;
    private readonly string[] _pattern;

    /// <param name="root">The project's folder.</param>
    /// <param name="path">A path or glob, absolute or from that folder; a folder with <c>/</c> at its end stands for all in it.</param>
    public FileMatcher(string root, string path)
    {
        _root = root;
        _pattern = Relative(path.EndsWith('/') ? path + "**" : path);
    }

    public bool Matches(GraphTask task)
    {
        var definition = task.Definition;
        if ((definition.ScriptPath ?? definition.File) is { } script && Matches(Relative(script))) return true;
        foreach (var dependency in definition.CodeDeps)
        {
            // Both sides may be globs: file:lib/clean.R is meant by code_deps lib/*.R, and file:lib/*.R means code_deps lib/clean.R.
            var parts = Relative(dependency);
            if (Matches(parts) || PathPattern.Matches(parts, _pattern)) return true;
        }

        return false;
    }

    private bool Matches(string[] path) => path.AsSpan().SequenceEqual(_pattern) || PathPattern.Matches(_pattern, path);

    private string[] Relative(string path) =>
        PathPattern.Parts(Path.IsPathRooted(path) ? Path.GetRelativePath(_root, path).Replace('\\', '/') : path);
}
