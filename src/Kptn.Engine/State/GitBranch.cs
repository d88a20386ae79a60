using Kptn.Engine.State.Git;

namespace Kptn.Engine.State;

/// <summary>Tells the git branch of a folder from git's own files, without starting git.</summary>
public static class GitBranch
{
    private const string BranchPrefix = "refs/heads/";
    private const int ShownDigits = 12;

    /// <summary>The branch that is checked out at or above a folder.</summary>
    /// <param name="folder">Absolute path of the folder.</param>
    /// <returns>The branch; <c>detached-</c> and the first 12 digits of the commit where none is checked out; <see langword="null"/> outside of git.</returns>
    public static string? Of(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (GitRepository.FolderOf(at) is { } git && HeadOf(git) is { } head) return head;
        }

        return null;
    }

    /// <summary>What a checkout's folder of git says: the branch, or <c>detached-…</c>; <see langword="null"/> where it is not one.</summary>
    internal static string? HeadOf(string git)
    {
        const string Reference = "ref:";
        const string KeptInTables = BranchPrefix + ".invalid";
        var path = Path.Combine(git, "HEAD");

        // Old versions of git make HEAD a link to the branch's file.
        if (new FileInfo(path).LinkTarget is { } target && target.StartsWith(BranchPrefix, StringComparison.Ordinal)) return target[BranchPrefix.Length..];
        if (GitText.FirstLine(path) is not { } line) return null;
        if (!line.StartsWith(Reference, StringComparison.Ordinal)) return Detached(line.Trim());
        var name = line[Reference.Length..].Trim();
        return name == KeptInTables ? NameOf(GitRefTable.Head(Path.Combine(git, "reftable"))) : NameOf(name);
    }

    private static string? NameOf(string? head)
    {
        if (string.IsNullOrEmpty(head)) return null;
        if (head.StartsWith(BranchPrefix, StringComparison.Ordinal)) return head[BranchPrefix.Length..];
        return Detached(head) ?? head;
    }

    private static string? Detached(string commit) =>
        commit.Length >= 40 && commit.All(char.IsAsciiHexDigitLower) ? $"detached-{commit[..ShownDigits]}" : null;
}
