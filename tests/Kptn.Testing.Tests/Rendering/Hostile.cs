using Kptn.Engine.Projects;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Tests.Rendering;

/// <summary>Reports in which every text is one that wants to be more than data.</summary>
internal static class Hostile
{
    public static IReadOnlyList<string> Texts { get; } =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</td></tr></table></details></style></script><b>",
        "<!-- x",
        "]]><x/>",
        "&lt;b&gt; &amp;",
        "a|b",
        "a\\|b\\",
        "`` ` ``` code",
        "```\n</details>\n# head",
        "@octo-team please see #123 and octo/repo#4 GH-5",
        "https://evil.example/x?a=1 www.evil.example a@evil.example",
        "![x](https://evil.example/i.png) [l](javascript:alert(1))",
        "*a* **b** _c_ ~~d~~ $x$ :smile: {{ x }} ${{ x }}",
        "\e[31mred\e[0m\a\b\0\u007f\u0085\u009b31m",
        "\u202Egnp.exe\u2066\u200b\ufeff\u2028\u2029",
        "x\r\n::error file=a::b\r\n::set-output name=a::b",
        "\ud800 lone \udfff",
        "\ufffe\uffff\U0010ffff",
        "%0A::stop-commands::x,y:z",
        " \t spaces ",
        "",
        "日本語 👩‍👩‍👧 e\u0301",
        new string('x', 5_000),
        string.Concat(Enumerable.Repeat("<|`@", 1_000)),
    ];

    /// <summary>One of everything for each text.</summary>
    public static TestReport Report { get; } = Reports.Of([.. Texts.SelectMany(Outcomes)]) with { Title = Texts[1], Command = Texts[0] };

    public static IEnumerable<TestOutcome> Outcomes(string text)
    {
        var diffs = Differences(text).ToList();
        foreach (var status in Enum.GetValues<TestStatus>())
        {
            yield return new TestOutcome
            {
                Graph = text,
                Task = text + status,
                Item = status == TestStatus.Changed ? text : null,
                Status = status,
                Duration = TimeSpan.FromSeconds(1),
                Reason = text,
                Causes = [text, text],
                IsUpstreamApproved = true,
                Upstream = [text],
                Failure = status == TestStatus.Failed ? new(text, [text, text], text) : null,
                Undeclared = [text],
                ApproveCommand = text,
                Place = new Place(text, 3, 4),
                Outputs = status == TestStatus.Changed
                    ? [.. diffs.Select(diff => new TestedOutput { Diff = diff, OldFile = text, NewFile = text })]
                    : [new() { Diff = Diffs.New with { Path = text, Headline = text }, Description = Described(text) }],
            };
        }
    }

    public static IEnumerable<OutputDiff> Differences(string text)
    {
        var diff = new OutputDiff { Path = text, Headline = text, Kind = DiffKind.Changed, OldSize = 1, NewSize = 2, Notes = [new(text, text), new(text, text, IsWarning: true)] };
        yield return diff with
        {
            Detail = new TableDiff
            {
                Matching = RowMatching.Keys,
                Keys = [text],
                OldRows = 100,
                NewRows = 100,
                SameRows = 90,
                ChangedRows = 10,
                AddedRows = 5,
                RemovedRows = 5,
                ChangedCells = 10,
                Columns =
                [
                    new() { Name = text, IsKey = true },
                    new() { Name = text, OldName = text, Change = ColumnChange.Renamed, ChangedCells = 10, Transitions = [new(text, text, 2), new(null, text, 3)], OldStatistics = Column(text), NewStatistics = Column(text + "1") },
                ],
                ChangedSamples = [new([text], 1, 2, [text, text], [text, text + "!"], [1]), new([], 1, 2, [null, null], [null, text], [1])],
                AddedSamples = [new([text], 1, [text, text])],
                RemovedSamples = [new([text], 1, [text, null])],
                RepeatedKeys = [new([text, null], 2, 3)],
                RaggedRows = [new(true, 3, 4, 5)],
            },
        };
        yield return diff with
        {
            Detail = new JsonDiff
            {
                Added = 1,
                Removed = 1,
                Changed = 1,
                Retyped = 1,
                Paths = [new("$." + text, 1, 1, 1, 1, null)],
                Samples = [new("$." + text, JsonChangeKind.Changed, text, text + "1"), new(text, JsonChangeKind.Added, null, text), new($"$['{text}'].a", JsonChangeKind.Removed, text, null), new("$", JsonChangeKind.Retyped, text, text)],
            },
        };
        yield return diff with
        {
            Detail = new TextDiff
            {
                OldLines = 3,
                NewLines = 3,
                Added = 1,
                Removed = 1,
                Hunks = [new(1, 2, 1, 2, [new(DiffKind.Same, text), new(DiffKind.Removed, text), new(DiffKind.Added, text + "1")])],
            },
        };
        yield return diff with { Detail = new BinaryDiff { Format = text, OldHash = text, NewHash = text, FirstDifference = 1 } };
        yield return diff with { Detail = new FolderDiff { Added = 1, Removed = 0, Changed = 1, Same = 0, Files = [Diffs.Text with { Path = text }, Diffs.New with { Path = text, Headline = text }] } };
    }

    private static ColumnStatistics Column(string text) => new() { Name = text, Type = ColumnType.Text, Nulls = text.Length, Distinct = text.Length, Min = text, Max = text };

    private static OutputDescription Described(string text) => new() { Kind = CompareMode.Table, Size = 1, Hash = text, Rows = 3, Columns = [Column(text)], Sample = [[text], [null]] };
}
