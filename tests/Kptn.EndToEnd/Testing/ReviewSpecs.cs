using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Testing;

/// <summary>The interactive review, in a terminal.</summary>
public sealed class ReviewSpecs
{
    private const string Keys = "a accept  r reject  s skip  A R S rest  v all rows  d tool  q quit  ? help";

    [Fact(Timeout = 180_000)]
    public async Task Outputs_are_accepted_rejected_and_skipped_one_after_the_other()
    {
        await Task.Yield();
        using var project = Changed();
        using var terminal = new Tmux(project).Approve().WaitFor("1 of 3  g/clean · clean.csv");

        Assert.Contains("changed  code changed: clean.py:FACTOR, clean.py:clean; upstream is as approved", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("downstream: regions, sums, report", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("3 of 3 rows changed", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains(Keys, terminal.Screen, StringComparison.Ordinal);
        terminal.Press("a").WaitFor("2 of 3  g/clean · notes.txt").WaitFor("approved: g/clean · clean.csv");
        Assert.Contains("1,north,6", project.Read("snapshots/g/clean/clean.verified.csv"), StringComparison.Ordinal);
        Assert.Contains("+ 2nd", terminal.Screen, StringComparison.Ordinal);
        terminal.Press("r").WaitFor("3 of 3  g/report · report.txt");
        Assert.False(File.Exists(project["snapshots/g/clean/notes.received.txt"]));
        Assert.Contains("1 approved · 1 rejected", terminal.Screen, StringComparison.Ordinal);

        terminal.Press("s").WaitFor("exit: 0");
        Assert.Contains("1 output of 1 task approved, 1 output of 1 task rejected", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("1 output still waits", terminal.Screen, StringComparison.Ordinal);
        Assert.Equal(1, project.Kptn("diff", "report").Code);
        Assert.Equal(0, project.Kptn("diff", "clean").Code);
    }

    [Fact(Timeout = 180_000)]
    public async Task Capitals_decide_several_once_it_was_said_which()
    {
        await Task.Yield();
        using var project = Changed();
        using var terminal = new Tmux(project).Approve().WaitFor("1 of 3");

        terminal.Press("A").WaitFor("t: the rest of clean (2), e: everything that is left (3)").Press("x").WaitFor("neither; nothing was decided");
        Assert.Equal(1, project.Kptn("diff", "clean").Code);
        terminal.Press("A", "t").WaitFor("3 of 3  g/report").WaitFor("approved: 2 outputs");
        Assert.Equal(0, project.Kptn("diff", "clean").Code);
        terminal.Press("S", "e").WaitFor("exit: 0");
        Assert.Equal(1, project.Kptn("diff", "report").Code);
    }

    [Fact(Timeout = 180_000)]
    public async Task Keys_that_were_typed_ahead_mean_what_comes_in_turn()
    {
        await Task.Yield();
        using var project = Changed();
        using var terminal = new Tmux(project).Approve().Press("s", "a", "s").WaitFor("exit: 0");

        Assert.Contains("notes.txt", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("1 output of 1 task approved", terminal.Screen, StringComparison.Ordinal);
        Assert.Equal("first\n2nd\n", project.Read("snapshots/g/clean/notes.verified.txt"));
        Assert.Equal("id,region,price\n1,north,3\n2,south,4\n3,north,5\n", project.Read("snapshots/g/clean/clean.verified.csv"));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("C-c", "exit: 130")]
    [InlineData("q", "exit: 0")]
    public async Task An_end_keeps_what_was_decided_and_gives_the_terminal_back(string key, string exit)
    {
        await Task.Yield();
        using var project = Changed();
        using var terminal = new Tmux(project).Approve().WaitFor("1 of 3").Press("a").WaitFor("2 of 3").Press(key).WaitFor(exit);

        Assert.DoesNotContain("a accept", terminal.Screen, StringComparison.Ordinal);
        Assert.Contains("2 outputs still wait", terminal.Screen, StringComparison.Ordinal);
        GivesBack(terminal);
        Assert.Equal(1, project.Kptn("diff", "clean").Code);
        Assert.DoesNotContain("clean.csv", project.Kptn("diff", "--stat").Out, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_kill_and_a_pause_give_the_terminal_back()
    {
        await Task.Yield();
        using var project = Changed();
        using var terminal = new Tmux(project).Approve().WaitFor("1 of 3");

        terminal.Press("C-z").WaitFor("Stopped").WaitForPrompt();
        GivesBack(terminal);
        terminal.Type("fg").WaitFor("1 of 3").WaitFor("a accept");
        Assert.DoesNotContain("Stopped", terminal.Screen, StringComparison.Ordinal);
        terminal.Press("C-z").WaitFor("Stopped").WaitForPrompt().Type("kill -TERM %1; fg").WaitFor("still wait");
        GivesBack(terminal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_file_that_changed_or_vanished_while_it_was_shown_is_not_approved()
    {
        await Task.Yield();
        using var project = Changed();
        using var terminal = new Tmux(project).Approve().WaitFor("1 of 3");

        project.Append("snapshots/g/clean/clean.received.csv", "4,west,1\n");
        terminal.Press("a").WaitFor("not done: it changed since it was shown; this is what is there now").WaitFor("1 added");
        Assert.DoesNotContain("west", project.Read("snapshots/g/clean/clean.verified.csv"), StringComparison.Ordinal);
        project.Delete("snapshots/g/clean/clean.received.csv");
        terminal.Press("a").WaitFor("not done: the received content of 'clean.csv' is gone").Press("s").WaitFor("2 of 3");
        project.Kptn("approve", "--all");
        terminal.Press("a").WaitFor("exit: 0");
        Assert.Contains("settled meanwhile by somebody else", terminal.Screen, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_long_difference_is_scrolled_in_a_window_of_any_size()
    {
        await Task.Yield();
        Assert.SkipUnless(Tmux.IsThere, "there is no tmux on this machine");
        using var project = TestedProject.New();
        project.Write("input.csv", "id,region,price\n" + string.Concat(Enumerable.Range(1, 200).Select(id => $"{id},north,{id}\n"))).Red();
        project.Kptn("approve", "--all");
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2").Red();
        using var terminal = new Tmux(project).Approve("-i clean").WaitFor("1 of 1");

        Assert.DoesNotContain(" of 2", terminal.Screen.Split('\n')[^3], StringComparison.Ordinal);
        terminal.Press("v").WaitFor("all rows and values").WaitFor("lines · space for more").Press("Space").WaitFor("18–34 of").Press("Down").WaitFor("19–35 of").Press("k").WaitFor("18–34 of");
        terminal.Press("G").WaitFor("the end").Press("g").WaitFor("── 1–17 of");
        terminal.Resize(50, 14).WaitFor("── 1–7 of").WaitFor("a accept  r reject  s skip  q quit  ? help");
        terminal.Resize(160, 50).WaitFor("── 1–43 of").WaitFor("↑↓ space scroll");
        terminal.Resize(30, 6).WaitFor("a accept");
        terminal.Resize(80, 24).WaitFor("── 1–17 of").Press("?").WaitFor("any key goes back").Press("x").WaitFor("── 1–17 of").Press("v").Press("x").WaitFor("'x' does nothing here");
        terminal.Press("a").WaitFor("exit: 0");
    }

    [Fact(Timeout = 180_000)]
    public async Task New_and_removed_outputs_are_shown_with_what_is_in_them_and_manifests_come_last()
    {
        await Task.Yield();
        Assert.SkipUnless(Tmux.IsThere, "there is no tmux on this machine");
        using var project = TestedProject.Approved();
        project.Edit("kptn.yaml", "[clean.csv, notes.txt]", "[clean.csv, words.txt]").Edit("clean.py", "notes.txt", "words.txt").Edit("regions.py", "return [", "return [] + [").Red();
        using var terminal = new Tmux(project).Approve().WaitFor("1 of 3  g/clean · words.txt");

        terminal.WaitFor("new, 13 bytes").WaitFor("+ second").Press("a").WaitFor("2 of 3  g/clean · notes.txt").WaitFor("gone: it was approved").WaitFor("- second");
        terminal.Press("a").WaitFor("3 of 3  manifests").WaitFor("1 manifest to refresh").Press("a").WaitFor("exit: 0").WaitFor("1 manifest refreshed: g/regions");
        Assert.False(File.Exists(project["snapshots/g/clean/notes.verified.txt"]));
    }

    /// <summary>Two outputs of one task, and one of another.</summary>
    private static Sandbox Changed()
    {
        Assert.SkipUnless(Tmux.IsThere, "there is no tmux on this machine");
        var project = TestedProject.Approved();
        project.Edit("clean.py", "FACTOR = 1", "FACTOR = 2").Edit("clean.py", "second", "2nd").Edit("kptn.yaml", "wc -l <", "wc -c <").Red();
        return project;
    }

    private static void GivesBack(Tmux terminal)
    {
        terminal.WaitForPrompt().Type("clear; stty -a | tr ' ' '\\n' | grep -x -e -echo -e -icanon || echo as it was").WaitFor("as it was\n$");
        Assert.DoesNotContain("a accept", terminal.Screen, StringComparison.Ordinal);
    }
}
