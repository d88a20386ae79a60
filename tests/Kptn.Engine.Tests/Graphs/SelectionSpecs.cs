using Kptn.Engine.Graphs;
using Kptn.Engine.Graphs.Selections;

namespace Kptn.Engine.Tests.Graphs;

public sealed class SelectionSpecs
{
    private static readonly Dictionary<string, HashSet<string>> States = new() { ["stale"] = ["clean", "report", "gone"], ["failed"] = ["load_b"] };
    private readonly TaskGraph _graph;

    public SelectionSpecs()
    {
        var project = new ProjectBuilder()
            .Task("load_a", task => task with { File = "in/a.py", ScriptPath = "/p/src/in/a.py", Tags = ["nightly", "io"] })
            .Task("load_b", task => task with { ScriptPath = "/p/src/in/b.py", Tags = ["io"] })
            .Task("clean", task => task with { ScriptPath = "/p/src/clean.R", CodeDeps = ["lib/*.R", "data.sql"] })
            .Task("report", task => task with { ScriptPath = "/elsewhere/report.R", After = ["clean"], Tags = ["slow"] })
            .Task("per_state", task => task with { MapOver = ["STATE"], IterableItem = [] })
            .Task("other", task => task with { Command = ["true"] });
        project.Graph("g", "load_a", "load_b", "clean: load_a load_b", "report", "other", "per_state");
        _graph = project.Build().Graphs["g"];
    }

    [Theory]
    [InlineData("", "load_a load_b clean report other per_state")]
    [InlineData("clean", "clean")]
    [InlineData("report clean", "clean report")]
    [InlineData("load_*", "load_a load_b")]
    [InlineData("load_?", "load_a load_b")]
    [InlineData("load_[ab]", "load_a load_b")]
    [InlineData("load_[!a]", "load_b")]
    [InlineData("*e*t*", "report per_state")]
    [InlineData("*", "load_a load_b clean report other per_state")]
    [InlineData("+clean", "load_a load_b clean")]
    [InlineData("+report", "load_a load_b clean report")]
    [InlineData("load_b+", "load_b clean report")]
    [InlineData("+clean+", "load_a load_b clean report")]
    [InlineData("+load_*+", "load_a load_b clean report")]
    [InlineData("tag:io", "load_a load_b")]
    [InlineData("tag:n*", "load_a")]
    [InlineData("tag:nightly+", "load_a clean report")]
    [InlineData("+tag:slow", "load_a load_b clean report")]
    [InlineData("file:src/in/a.py", "load_a")]
    [InlineData("file:./src//in/a.py", "load_a")]
    [InlineData("file:/p/src/in/a.py", "load_a")]
    [InlineData("file:src/in/*.py", "load_a load_b")]
    [InlineData("file:src/in/", "load_a load_b")]
    [InlineData("file:src/*.R", "clean")]
    [InlineData("file:**/*.py", "load_a load_b")]
    [InlineData("file:/elsewhere/report.R", "report")]
    [InlineData("file:lib/helpers.R", "clean")]
    [InlineData("file:lib/*.R", "clean")]
    [InlineData("file:data.sql+", "clean report")]
    [InlineData("state:stale", "clean report")]
    [InlineData("+state:failed+", "load_b clean report")]
    [InlineData("state:failed other", "load_b other")]
    [InlineData("item:STATE=NC", "per_state")]
    [InlineData("clean item:STATE=NC", "clean")]
    public void Words_choose_tasks_in_graph_order(string words, string chosen)
    {
        var result = Resolve(words);

        Assert.Empty(result.Findings);
        Assert.Equal(chosen, string.Join(' ', result.Tasks));
    }

    [Theory]
    [InlineData("", "load_*", "clean report other per_state")]
    [InlineData("+report", "load_a+", "load_b")]
    [InlineData("tag:io", "tag:nightly", "load_b")]
    [InlineData("", "state:stale state:failed", "load_a other per_state")]
    [InlineData("clean", "*", "")]
    public void Excluded_words_are_taken_away(string include, string exclude, string chosen)
    {
        Assert.Equal(chosen, string.Join(' ', Resolve(include, exclude).Tasks));
    }

    [Theory]
    [InlineData("load_c", "unknown-task", "graph 'g' has no task 'load_c'", "", "did you mean 'load_a'?")]
    [InlineData("zzzzzz", "unknown-task", "graph 'g' has no task 'zzzzzz'", "a task: load_a, load_b, clean, report, other, per_state", "")]
    [InlineData("Clean", "unknown-task", "graph 'g' has no task 'Clean'", "", "did you mean 'clean'?")]
    [InlineData("x*", "no-match", "no task of graph 'g' matches 'x*'", "a task: load_a, load_b, clean, report, other, per_state", "")]
    [InlineData("tag:slwo", "unknown-tag", "no task of graph 'g' has tag 'slwo'", "a tag: io, nightly, slow", "did you mean 'slow'?")]
    [InlineData("tag:z*", "unknown-tag", "no task of graph 'g' has tag 'z*'", "a tag: io, nightly, slow", "")]
    [InlineData("file:src/none.py", "no-match", "no task of graph 'g' has its code in 'src/none.py'", "a script or code_deps path from the project's folder", "")]
    [InlineData("item:STAT=NC", "no-match", "no task of graph 'g' maps over 'STAT'", "an item name: STATE", "did you mean 'STATE'?")]
    public void A_word_that_names_nothing_is_a_finding(string word, string code, string message, string expected, string suggestion)
    {
        var finding = Assert.Single(Resolve(word).Findings);

        Assert.Equal((code, message, expected, suggestion), (finding.Code, finding.Message, finding.Expected, finding.Suggestion));
        Assert.Empty(Resolve(word).Tasks);
    }

    [Theory]
    [InlineData("", "selector '' is empty", "")]
    [InlineData("+", "selector '+' names no task", "")]
    [InlineData("++", "selector '++' names no task", "")]
    [InlineData("a b", "selector 'a b' is no task name and no glob", "")]
    [InlineData("lö", "selector 'lö' is no task name and no glob", "")]
    [InlineData("src/in/a.py", "selector 'src/in/a.py' is no task name and no glob", "did you mean 'file:src/in/a.py'?")]
    [InlineData("2+load", "selector '2+load' is no task name and no glob", "")]
    [InlineData("tags:io", "selector 'tags:io' has the unknown prefix 'tags:'", "did you mean 'tag:'?")]
    [InlineData("tag:", "selector 'tag:' has nothing after 'tag:'", "")]
    [InlineData("state:stael", "selector 'state:stael' has the unknown state 'stael'", "did you mean 'state:stale'?")]
    [InlineData("item:STATE", "selector 'item:STATE' has no KEY=VALUE", "")]
    [InlineData("item:=NC", "selector 'item:=NC' has no KEY=VALUE", "")]
    [InlineData("+item:STATE=NC", "selector '+item:STATE=NC' has a sign before item:", "")]
    public void A_word_that_cannot_be_read_is_a_finding_and_chooses_nothing(string word, string message, string suggestion)
    {
        var selection = Selection.Parse([word], []);

        var finding = Assert.Single(selection.Findings);
        Assert.Equal(("bad-selector", message, suggestion), (finding.Code, finding.Message, finding.Suggestion));
        Assert.Empty(selection.Resolve(_graph, "/p", state => States[state]).Tasks);
    }

    [Fact]
    public void Items_are_kept_as_written()
    {
        var selection = Selection.Parse(["item:STATE=a=b+", "clean"], ["item:ZIP="]);

        Assert.Equal([new ItemSelector("STATE", "a=b+")], selection.Items);
        Assert.Equal([new ItemSelector("ZIP", "")], selection.ExcludedItems);
    }

    [Fact]
    public void States_are_asked_for_only_where_a_word_needs_them_and_once()
    {
        var asked = new List<string>();
        Selection.Parse(["state:stale+", "+state:stale", "clean"], ["state:stale"]).Resolve(_graph, "/p", state =>
        {
            asked.Add(state);
            return States[state];
        });

        Assert.Equal(["stale"], asked);
    }

    [Theory]
    [InlineData("[", "[", true)]
    [InlineData("[]", "[]", true)]
    [InlineData("[]]", "]", true)]
    [InlineData("[!]", "[!]", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[^a]", "b", true)]
    [InlineData("**", "", true)]
    [InlineData("*?*", "", false)]
    [InlineData("a*b*c", "abbbcxc", true)]
    [InlineData("a*b*c", "abbbcx", false)]
    public void Patterns_match_whole_texts(string pattern, string text, bool matches) => Assert.Equal(matches, NamePattern.Matches(pattern, text));

    [Fact]
    public void A_pattern_of_many_stars_takes_no_exponential_time()
    {
        Assert.False(NamePattern.Matches(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 5_000)));
    }

    private SelectionResult Resolve(string include, string exclude = "") =>
        Selection.Parse(Words(include), Words(exclude)).Resolve(_graph, "/p", state => States[state]);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
