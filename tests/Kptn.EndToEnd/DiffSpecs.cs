using System.Text.RegularExpressions;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd;

/// <summary><c>kptn diff</c> as a shell and git call it.</summary>
public sealed class DiffSpecs
{
    private const string Orders = "order_id,city,price,note\n1,Oslo,10.50,a\n2,Rome,20.00,b\n3,Lima,30.00,c\n";

    // With the tool itself where the tests run a published one, else through the runtime; the path may have spaces.
    private static string Tool => Environment.GetEnvironmentVariable("KPTN_TOOL") is { Length: > 0 } tool && File.Exists(tool)
        ? $"\"{tool}\""
        : $"dotnet exec \"{Path.Combine(AppContext.BaseDirectory, "dotnet-kptn.dll")}\"";

    [Fact(Timeout = 60_000)]
    public async Task Two_files_compare_without_any_project()
    {
        await Task.Yield();
        using var folder = Sandbox.Empty();
        folder.Write("a.csv", Orders).Write("b.csv", Orders.Replace("Rome", "Roma", StringComparison.Ordinal));

        var same = folder.Kptn("diff", "a.csv", "a.csv");
        var different = folder.Kptn("diff", "a.csv", "b.csv");
        var wrong = folder.Kptn("diff", "a.csv", "c.csv");

        Assert.Equal((0, ""), (same.Code, same.Error));
        Assert.Equal((1, ""), (different.Code, different.Error));
        Assert.Matches(@"~\s+2\s+city\s+Rome\s+→\s+Roma", different.Out);
        Assert.Equal((2, "", "error: there is no file or folder 'c.csv'\n"), (wrong.Code, wrong.Out, wrong.Error));
        Assert.Equal(["a.csv", "b.csv"], Directory.GetFileSystemEntries(folder.Root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Pipes_of_a_shell_compare_as_files()
    {
        await Task.Yield();
        using var folder = Sandbox.Empty();
        folder.Write("a.csv", Orders).Write("b.csv", Orders.Replace("20.00", "21.00", StringComparison.Ordinal)).Sh("gzip -k a.csv b.csv && mkdir tmp");

        folder.Sh($"export TMPDIR=$PWD/tmp; bash -c '{Tool} diff --mode table --keys order_id <(zcat a.csv.gz) <(zcat b.csv.gz)' > out.txt || test $? = 1");
        folder.Sh($"export TMPDIR=$PWD/tmp; zcat a.csv.gz | {Tool} diff - a.csv > same.txt");

        Assert.Matches(@"~\s+2\s+price\s+20\.00\s+→\s+21\.00\s+\+1", folder.Read("out.txt"));
        Assert.Contains("identical", folder.Read("same.txt"), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder["tmp"], "kptn*"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Git_shows_tables_by_cell_and_snapshots_as_their_tests_compare_them()
    {
        await Task.Yield();
        using var folder = Sandbox.Empty();
        folder.Write("kptn.yaml", """
            graphs: {g: {tasks: {clean: }}}
            tasks:
              clean: {command: "true", outputs: [out/orders.csv], snapshot: {keys: {out/orders.csv: [order_id]}, ignore: [note], tolerance: 1}}
            """)
            .Write("snapshots/g/clean/orders.verified.csv", Orders).Write("plain.csv", Orders).Write("two words.csv", Orders).Write("gone.csv", "x\n9\n").Write("notes.txt", "one\n")
            .Write(".gitattributes", "*.csv diff=kptn\n")
            .Sh($"git init -q && git config user.name n && git config user.email n@example.com && git config diff.kptn.command '{Tool} diff --git' && git add -A && git commit -qm one");
        var after = Orders.Replace("10.50", "11.25", StringComparison.Ordinal).Replace("Lima", "Cusco", StringComparison.Ordinal).Replace(",b\n", ",x\n", StringComparison.Ordinal);
        folder.Write("snapshots/g/clean/orders.verified.csv", after).Write("plain.csv", after).Write("new.csv", "a,b\n1,2\n").Write("notes.txt", "two\n").Delete("gone.csv")
            .Sh("mv 'two words.csv' 'three words.csv' && printf '4,Bonn,5.00,d\\n' >> 'three words.csv' && git add -A && git diff --cached -M > diff.txt");

        var files = Regex.Split(folder.Read("diff.txt"), @"(?m)^(?=\S.*\.csv  |diff --git)").Select(text => text.Trim()).ToList();
        Assert.Contains(files, text => text.StartsWith("gone.csv  gone", StringComparison.Ordinal));
        Assert.Contains(files, text => text.StartsWith("new.csv  new", StringComparison.Ordinal));
        Assert.Contains(files, text => text.Contains("two words.csv → three words.csv  1 row added", StringComparison.Ordinal));
        Assert.Contains(files, text => text.Contains("-one\n+two", StringComparison.Ordinal));
        var plain = Assert.Single(files, text => text.StartsWith("plain.csv", StringComparison.Ordinal));
        Assert.Matches(@"10\.50\s+→\s+11\.25", plain);
        Assert.Matches(@"note\s+b\s+→\s+x", plain);
        var snapshot = Assert.Single(files, text => text.StartsWith("snapshots/g/clean/orders.verified.csv", StringComparison.Ordinal));
        Assert.Contains("1 of 3 rows changed; column city: 1 cell, 'Lima' → 'Cusco'", snapshot, StringComparison.Ordinal);
        Assert.DoesNotContain("11.25", snapshot, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_git_cannot_compare_is_said()
    {
        await Task.Yield();
        using var folder = Sandbox.Empty();
        folder.Write("a.csv", Orders);

        Assert.Equal((0, "a.csv  has conflicts; nothing is compared until they are resolved\n"), (folder.Kptn("diff", "--git", "a.csv").Code, folder.Kptn("diff", "--git", "a.csv").Out));
        var wrong = folder.Kptn("diff", "--git", "a.csv", "a.csv", "a.csv");
        Assert.Equal((2, ""), (wrong.Code, wrong.Out));
        Assert.Contains("7 arguments", wrong.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("100", true)]
    [InlineData("60", true)]
    [InlineData("100", false)]
    public async Task In_the_pager_of_git_there_is_colour_and_the_width_of_the_terminal(string columns, bool isPager)
    {
        await Task.Yield();
        using var folder = Sandbox.Empty();
        folder.Write("a.csv", Orders).Write("b.csv", Orders.Replace("Rome", "Reykjavík, the capital of Iceland", StringComparison.Ordinal));
        folder.Environment["NO_COLOR"] = null;
        folder.Environment["GIT_PAGER_IN_USE"] = isPager ? "true" : null;
        (folder.Environment["COLUMNS"], folder.Environment["TERM"]) = (columns, "xterm");

        var diff = folder.Kptn("diff", "--git", "a.csv", "a.csv", "0", "100644", "b.csv", "0", "100644");

        Assert.Equal(isPager, diff.Out.Contains('\e', StringComparison.Ordinal));
        var longest = Regex.Replace(diff.Out, "\e\\[\\d+m", "").Split('\n').Max(line => line.Length);
        Assert.Equal(columns == "60", longest <= 60);
    }
}
