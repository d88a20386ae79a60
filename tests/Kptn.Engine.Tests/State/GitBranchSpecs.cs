using System.Diagnostics;
using System.Text;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.State;

public sealed class GitBranchSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 20_000)]
    public void There_is_no_branch_outside_of_git()
    {
        Assert.Null(GitBranch.Of(_folder.Root));
        Directory.CreateDirectory(_folder[".git"]);
        Assert.Null(GitBranch.Of(_folder.Root));
        Assert.Equal("local", StorageKeys.Resolve(new Settings(), _folder.Root));
    }

    [Fact(Timeout = 20_000)]
    public void I_get_the_branch_from_any_folder_of_a_checkout()
    {
        Git("init", "-q", "-b", "feature/größe-1", ".");
        Directory.CreateDirectory(_folder["a/b"]);

        Assert.Equal("feature/größe-1", GitBranch.Of(_folder["a/b"]));
        Assert.Equal("feature/größe-1", GitBranch.Of(_folder.Root + "/"));
    }

    [Fact(Timeout = 20_000)]
    public void I_get_the_commit_where_no_branch_is_checked_out_and_the_branch_of_a_worktree()
    {
        Git("init", "-q", "-b", "main", "repo");
        Git("-C", "repo", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "--allow-empty", "-m", "one");
        Git("-C", "repo", "worktree", "add", "-q", "-b", "other/branch", "../tree");
        Git("-C", "repo", "checkout", "-q", "--detach");

        Assert.Equal("other/branch", GitBranch.Of(_folder["tree"]));
        Assert.Equal($"detached-{Git("-C", "repo", "rev-parse", "HEAD")[..12]}", GitBranch.Of(_folder["repo"]));
    }

    [Fact(Timeout = 20_000)]
    public void I_get_the_branch_of_a_submodule()
    {
        _folder.Write("repo/.git/modules/sub/HEAD", "ref: refs/heads/sub-branch\n").Write("repo/sub/.git", "gitdir: ../.git/modules/sub\n");

        Assert.Equal("sub-branch", GitBranch.Of(_folder["repo/sub"]));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("ref:")]
    [InlineData("ref: refs/heads/.invalid")]
    [InlineData("\0\u0001\u0002")]
    public void A_head_that_cannot_be_read_is_no_branch(string head)
    {
        _folder.Write(".git/HEAD", head).Write(".git/reftable/tables.list", "nowhere.ref\n");

        Assert.Null(GitBranch.Of(_folder.Root));
    }

    [Fact(Timeout = 20_000)]
    public void I_get_the_branch_where_git_keeps_references_in_tables()
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/.invalid\n").Write(".git/reftable/tables.list", "1.ref\n2.ref\n3.ref\n");
        File.WriteAllBytes(_folder[".git/reftable/1.ref"], Table("HEAD", "refs/heads/old"));
        File.WriteAllBytes(_folder[".git/reftable/2.ref"], Table("HEAD", "refs/heads/a/new"));
        File.WriteAllBytes(_folder[".git/reftable/3.ref"], Table("refs/heads/x", "refs/heads/y"));
        Assert.Equal("a/new", GitBranch.Of(_folder.Root));

        File.WriteAllBytes(_folder[".git/reftable/3.ref"], Table("HEAD", "refs/heads/z")[..40]);
        Assert.Null(GitBranch.Of(_folder.Root));
    }

    [Theory(Timeout = 20_000)]
    [InlineData("key", "branch", "key")]
    [InlineData(null, "branch", "branch")]
    [InlineData(" ", "", "main")]
    [InlineData(null, null, "main")]
    public void The_storage_key_is_the_configured_one_else_the_branch(string? storageKey, string? branch, string expected)
    {
        _folder.Write(".git/HEAD", "ref: refs/heads/main\n");

        Assert.Equal(expected, StorageKeys.Resolve(new Settings { StorageKey = storageKey, Branch = branch }, _folder.Root));
    }

    /// <summary>A table of version 1 with one symbolic reference, by git's description of the format.</summary>
    private static byte[] Table(string name, string target)
    {
        var record = new List<byte> { 0, (byte)((name.Length << 3) | 3) };
        record.AddRange(Encoding.ASCII.GetBytes(name));
        record.Add(0);
        record.Add((byte)target.Length);
        record.AddRange(Encoding.ASCII.GetBytes(target));
        var length = 24 + 4 + record.Count + 3 + 2;
        return [.. "REFT"u8, 1, 0, 0x10, 0, .. new byte[16], (byte)'r', 0, 0, (byte)length, .. record, 0, 0, 28, 0, 1, .. new byte[68]];
    }

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
