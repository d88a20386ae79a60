namespace Kptn.Engine.State.Git;

/// <summary>Tells, from git's own logs, which branches a branch was created from.</summary>
internal sealed class GitParents
{
    private const string Created = "branch: Created from ";
    private const string Heads = "refs/heads/";
    private static readonly string[] Usual = ["main", "master"];
    private readonly GitRepository _repository;
    private readonly GitReferences _references;

    public GitParents(GitRepository repository) => (_repository, _references) = (repository, new GitReferences(repository));

    /// <summary>Branches to start from, the best first: what the branch was called, what it was created from, what that was created from, then main and master.</summary>
    /// <param name="branch">The branch.</param>
    public IReadOnlyList<string> Of(string branch)
    {
        if (!_references.IsBranch(branch)) return [];
        var found = new List<string> { branch };
        for (var at = 0; at < found.Count; at++)
        {
            foreach (var name in Direct(found[at]))
            {
                if (!found.Contains(name)) found.Add(name);
            }
        }

        return [.. found.Skip(1).Union(Usual).Where(name => name != branch)];
    }

    private IEnumerable<string> Direct(string branch)
    {
        var log = GitLogEntry.Read(_repository.Common, Heads + branch);
        foreach (var entry in log.Reverse())
        {
            if (Renamed(entry.Message) is { } old) yield return old;
        }

        if (log.Count == 0 || !log[0].Message.StartsWith(Created, StringComparison.Ordinal)) yield break;
        if (Meant(log[0].Message[Created.Length..], branch, log[0]) is { } parent) yield return parent;
    }

    private static string? Renamed(string message)
    {
        const string To = " to refs/heads/";
        foreach (var verb in new[] { "Branch: renamed ", "Branch: copied " })
        {
            if (!message.StartsWith(verb + Heads, StringComparison.Ordinal)) continue;
            var rest = message[(verb.Length + Heads.Length)..];
            if (rest.IndexOf(To, StringComparison.Ordinal) is > 0 and var at) return rest[..at];
        }

        return null;
    }

    // main~2, refs/heads/main, origin/main, HEAD, or a commit of which nobody knows whose it was.
    private string? Meant(string text, string branch, GitLogEntry created)
    {
        var end = text.AsSpan().IndexOfAny('~', '^');
        if (text.IndexOf("@{", StringComparison.Ordinal) is >= 0 and var at && (end < 0 || at < end)) end = at;
        var name = end < 0 ? text : text[..end];
        if (name is "HEAD" or "@" or "") return OfHead(branch, created);
        if (name.StartsWith(Heads, StringComparison.Ordinal)) return name[Heads.Length..];
        return _references.IsBranch(name) ? name : _references.OfRemote(name);
    }

    /// <summary>Which branch was checked out when another was created from HEAD.</summary>
    private string? OfHead(string branch, GitLogEntry created)
    {
        foreach (var worktree in _repository.Worktrees)
        {
            if (Moved(GitLogEntry.Read(worktree, "HEAD"), branch, created) is { } from) return Named(from);
        }

        foreach (var worktree in _repository.Worktrees)
        {
            if (StoodOn(worktree, branch, created) is { } at && at != branch) return Named(at);
        }

        return null;
    }

    // checkout -b: HEAD went there in the same moment.
    private static string? Moved(IReadOnlyList<GitLogEntry> log, string branch, GitLogEntry created)
    {
        foreach (var entry in log)
        {
            if (entry.Time >= created.Time && entry.Time <= created.Time + 1 && entry.Commit == created.Commit && entry.Move() is { } move && move.To == branch) return move.From;
        }

        return null;
    }

    // Without a checkout: where HEAD stood then, if it was on the commit that the branch was created at.
    private static string? StoodOn(string worktree, string branch, GitLogEntry created)
    {
        var log = GitLogEntry.Read(worktree, "HEAD");
        var start = log.Select(entry => entry.Move()?.From).FirstOrDefault(from => from is not null) ?? GitBranch.HeadOf(worktree);

        // A worktree that was made with the branch knows nothing of what was before.
        if (start == branch || Last(log, created) is not (>= 0 and var last)) return null;
        for (var at = last; at >= 0; at--)
        {
            if (log[at].Move() is { } move) return move.To;
        }

        return start;
    }

    // Git counts time in seconds: of those in which the branch was created, HEAD's may be before or after it.
    private static int Last(IReadOnlyList<GitLogEntry> log, GitLogEntry created)
    {
        for (var at = log.Count - 1; at >= 0; at--)
        {
            if (log[at].Time > created.Time) continue;
            if (log[at].Commit == created.Commit) return at;
            if (log[at].Time < created.Time) return -1;
        }

        return -1;
    }

    private string? Named(string name) => _references.IsBranch(name) || !(name == "HEAD" || IsCommit(name)) ? name : null;

    private static bool IsCommit(string name) => name.Length >= 7 && name.All(char.IsAsciiHexDigitLower);
}
