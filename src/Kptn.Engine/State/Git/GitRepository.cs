namespace Kptn.Engine.State.Git;

/// <summary>Where git keeps what it knows of a checkout.</summary>
/// <param name="Folder">The checkout's own folder: its HEAD and what HEAD was.</param>
/// <param name="Common">The folder that all worktrees share: branches and what they were.</param>
internal sealed record GitRepository(string Folder, string Common)
{
    /// <summary>Whether references are kept in tables, which do not tell by files what branches there are.</summary>
    public bool HasTables => Directory.Exists(Path.Combine(Common, "reftable"));

    /// <summary>The folders of all worktrees, this one's first.</summary>
    public IEnumerable<string> Worktrees
    {
        get
        {
            yield return Folder;
            if (Common != Folder) yield return Common;
            var others = Path.Combine(Common, "worktrees");
            if (!Directory.Exists(others)) yield break;
            foreach (var other in Directory.EnumerateDirectories(others).Order(StringComparer.Ordinal))
            {
                if (other != Folder) yield return other;
            }
        }
    }

    /// <summary>The repository at or above a folder; <see langword="null"/> where there is none.</summary>
    public static GitRepository? Of(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (FolderOf(at) is { } git && GitBranch.HeadOf(git) is not null) return new GitRepository(git, CommonOf(git));
        }

        return null;
    }

    /// <summary>The folder that a checkout's <c>.git</c> is or names.</summary>
    public static string? FolderOf(string checkout)
    {
        const string Pointer = "gitdir:";
        var path = Path.Combine(checkout, ".git");
        if (Directory.Exists(path)) return path;
        if (GitText.FirstLine(path) is not { } line || !line.StartsWith(Pointer, StringComparison.Ordinal)) return null;
        return Path.GetFullPath(line[Pointer.Length..].Trim(), checkout);
    }

    private static string CommonOf(string git) =>
        GitText.FirstLine(Path.Combine(git, "commondir")) is { Length: > 0 } line ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(line.Trim(), git)) : git;
}
