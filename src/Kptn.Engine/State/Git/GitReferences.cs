namespace Kptn.Engine.State.Git;

/// <summary>The branches of a repository, from its loose files and its packed list.</summary>
internal sealed class GitReferences
{
    private const string Heads = "refs/heads/";
    private const string Remotes = "refs/remotes/";
    private readonly string _common;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public GitReferences(GitRepository repository)
    {
        _common = repository.Common;
        foreach (var line in GitText.Lines(Path.Combine(_common, "packed-refs")))
        {
            if (line.Length > 0 && line[0] is not ('#' or '^') && line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space) _names.Add(line[(space + 1)..].TrimEnd());
        }

        AddLoose(Heads);
        AddLoose(Remotes);

        // A branch without a commit yet has no reference, but it is checked out.
        foreach (var worktree in repository.Worktrees)
        {
            if (GitBranch.HeadOf(worktree) is { } head && !head.StartsWith("detached-", StringComparison.Ordinal)) _names.Add(Heads + head);
        }
    }

    /// <summary>Names of the branches.</summary>
    public IEnumerable<string> Branches => _names.Where(name => name.StartsWith(Heads, StringComparison.Ordinal)).Select(name => name[Heads.Length..]);

    public bool IsBranch(string name) => _names.Contains(Heads + name);

    /// <summary>The branch that a name of a remote's branch stands for (<c>origin/main</c>: main); <see langword="null"/> where it is none.</summary>
    public string? OfRemote(string name)
    {
        var full = name.StartsWith(Remotes, StringComparison.Ordinal) ? name : Remotes + name;
        if (!_names.Contains(full)) return null;
        if (GitText.FirstLine(Path.Combine(_common, full)) is { } line && line.StartsWith("ref:", StringComparison.Ordinal)) full = line[4..].Trim();
        var rest = full.StartsWith(Remotes, StringComparison.Ordinal) ? full[Remotes.Length..] : "";
        return rest.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? rest[(slash + 1)..] : null;
    }

    /// <summary>Whether any remote has a branch of a name, as far as was fetched.</summary>
    public bool IsOfAnyRemote(string branch) => _names.Any(name => name.StartsWith(Remotes, StringComparison.Ordinal) && OfRemote(name) == branch);

    private void AddLoose(string prefix)
    {
        try
        {
            var folder = new DirectoryInfo(Path.Combine(_common, prefix));
            if (!folder.Exists) return;
            foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            {
                if (!file.Name.EndsWith(".lock", StringComparison.Ordinal)) _names.Add(prefix + Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/'));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Branches come and go; what cannot be listed is not known.
        }
    }
}
