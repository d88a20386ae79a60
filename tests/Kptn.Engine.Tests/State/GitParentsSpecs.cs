using System.Diagnostics;
using Kptn.Engine.State.Git;

namespace Kptn.Engine.Tests.State;

public sealed class GitParentsSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public GitParentsSpecs()
    {
        Git("init", "-q", "-b", "main", "repo");
        Commit("one");
    }

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 20_000)]
    public void A_branch_knows_what_was_checked_out_when_it_was_made()
    {
        InRepo("checkout", "-q", "-b", "feature/größe");
        Commit("two");
        InRepo("checkout", "-q", "-b", "sub");

        Assert.Equal(["main", "master"], Of("feature/größe"));
        Assert.Equal(["feature/größe", "main", "master"], Of("sub"));
        Assert.Equal(["master"], Of("main"));
        Assert.Empty(Of("nowhere"));
    }

    [Fact(Timeout = 20_000)]
    public void A_branch_knows_the_branch_that_was_named()
    {
        InRepo("checkout", "-q", "-b", "develop");
        Commit("two");
        Commit("three");
        InRepo("branch", "a", "main");
        InRepo("branch", "b", "develop~1");
        InRepo("branch", "c", "refs/heads/develop");
        InRepo("branch", "d", "develop^");
        InRepo("branch", "e", "develop@{0}");
        InRepo("branch", "f");
        InRepo("branch", "g", "HEAD");
        InRepo("checkout", "-q", "main");
        InRepo("branch", "-m", "a", "renamed");
        InRepo("branch", "-c", "b", "copied");
        InRepo("pack-refs", "--all");

        foreach (var branch in new[] { "b", "c", "d", "e", "f", "g" }) Assert.Equal(["develop", "main", "master"], Of(branch));
        Assert.Equal(["a", "main", "master"], Of("renamed"));
        Assert.Equal(["b", "develop", "main", "master"], Of("copied"));
    }

    [Fact(Timeout = 20_000)]
    public void Of_a_commit_nobody_knows_whose_it_was()
    {
        InRepo("checkout", "-q", "-b", "develop");
        Commit("two");
        InRepo("branch", "a", InRepo("rev-parse", "HEAD").Trim());
        InRepo("checkout", "-q", "--detach");
        InRepo("checkout", "-q", "-b", "b");
        InRepo("tag", "v1");
        InRepo("branch", "c", "v1");

        foreach (var branch in new[] { "a", "b", "c" }) Assert.Equal(["main", "master"], Of(branch));
    }

    [Fact(Timeout = 20_000)]
    public void Worktrees_share_what_is_known_of_branches()
    {
        InRepo("checkout", "-q", "-b", "develop");
        Commit("two");
        InRepo("worktree", "add", "-q", "-b", "tree", "../tree");
        Git("-C", "tree", "checkout", "-q", "-b", "twig");
        Git("-C", "tree", "checkout", "-q", "--detach");

        foreach (var checkout in new[] { "repo", "tree" })
        {
            Assert.Equal(["develop", "main", "master"], Of("tree", checkout));
            Assert.Equal(["tree", "develop", "main", "master"], Of("twig", checkout));
        }
    }

    [Fact(Timeout = 20_000)]
    public void In_a_clone_the_branches_of_the_remote_count_as_their_own()
    {
        InRepo("checkout", "-q", "-b", "team/develop");
        Commit("two");
        Git("clone", "-q", "repo", "clone");
        Git("-C", "clone", "checkout", "-q", "-b", "mine", "origin/team/develop");
        Git("-C", "clone", "checkout", "-q", "main");
        Git("-C", "clone", "checkout", "-q", "-b", "other", "origin/HEAD");

        Assert.Equal(["team/develop", "main", "master"], Of("mine", "clone"));
        Assert.Equal(["team/develop", "main", "master"], Of("other", "clone"));
        Assert.Equal(["master"], Of("main", "clone"));
    }

    [Fact(Timeout = 20_000)]
    public void A_repository_without_logs_starts_branches_from_main()
    {
        InRepo("checkout", "-q", "-b", "develop");
        InRepo("checkout", "-q", "-b", "sub");
        Directory.Delete(_folder["repo/.git/logs"], recursive: true);

        Assert.Equal(["main", "master"], Of("sub"));
        _folder.Write("repo/.git/logs/refs/heads/sub", "\n\0\t\nnonsense\n0 1 <> x y\tbranch: Created from develop\n0 1 a <b> 12 +0000\tbranch: Created from HEAD\n");
        Assert.Equal(["main", "master"], Of("sub"));
    }

    [Fact(Timeout = 20_000)]
    public void Branches_are_listed_wherever_git_keeps_them()
    {
        InRepo("branch", "loose/a");
        InRepo("branch", "packed");
        InRepo("pack-refs", "--all");
        InRepo("branch", "loose/b");
        InRepo("branch", "-d", "-q", "packed");
        InRepo("worktree", "add", "-q", "-b", "tree", "../tree");
        Git("-C", "tree", "checkout", "-q", "--orphan", "unborn");

        Assert.Equal(["loose/a", "loose/b", "main", "tree", "unborn"], new GitReferences(GitRepository.Of(_folder["repo"])!).Branches.Order(StringComparer.Ordinal));
    }

    private IReadOnlyList<string> Of(string branch, string checkout = "repo") => new GitParents(GitRepository.Of(_folder[checkout])!).Of(branch);

    private void Commit(string message) => InRepo("-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "--allow-empty", "-m", message);

    private string InRepo(params string[] arguments) => Git(["-C", "repo", .. arguments]);

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_COMMITTER_NAME"] = "x";
        start.Environment["GIT_COMMITTER_EMAIL"] = "x@example.org";
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        Assert.Equal("", git.StandardError.ReadToEnd());
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
