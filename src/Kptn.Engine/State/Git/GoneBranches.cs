namespace Kptn.Engine.State.Git;

/// <summary>Tells branches that were checked out here once from those that never were, and those that are gone from those that are not.</summary>
internal sealed class GoneBranches
{
    private const string Detached = "detached-";
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _heads = new(StringComparer.Ordinal);
    private readonly GitReferences _references;
    private readonly bool _hasTables;

    public GoneBranches(GitRepository repository)
    {
        (_references, _hasTables) = (new GitReferences(repository), repository.HasTables);
        foreach (var worktree in repository.Worktrees)
        {
            if (GitBranch.HeadOf(worktree) is { } head) _heads.Add(head);
            foreach (var entry in GitLogEntry.Read(worktree, "HEAD"))
            {
                if (entry.Move() is not var (from, to)) continue;
                _known.Add(from);
                _known.Add(to);
            }
        }
    }

    /// <summary>The branches that there are.</summary>
    public IEnumerable<string> Existing => _references.Branches;

    /// <summary>Whether a storage key was a branch, or a commit, that was checked out here and is no more.</summary>
    public bool IsGone(string storageKey)
    {
        // References in tables are not read: what is not seen is not gone.
        if (_hasTables || _heads.Contains(storageKey) || _references.IsBranch(storageKey) || _references.IsOfAnyRemote(storageKey)) return false;
        return _known.Contains(storageKey) || (storageKey.StartsWith(Detached, StringComparison.Ordinal) && _known.Any(name => name.Length >= 40 && name.StartsWith(storageKey[Detached.Length..], StringComparison.Ordinal)));
    }
}
