using System.Globalization;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Order;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>The frame of the page: its head, the verdict with filters, the list of tests.</summary>
internal static class HtmlPage
{
    public static void Begin(Markup page, TestReport report, PageAssets assets) =>
        Begin(page, $"{(report.Title.Length > 0 ? report.Title + ": " : "")}{Verdict(report)}", assets);

    public static void Begin(Markup page, string title, PageAssets assets)
    {
        page.Literal("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Literal("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Literal("<meta http-equiv=\"Content-Security-Policy\" content=\"").Literal(assets.Policy).Literal("\">\n");
        page.Element("title", title).Literal("\n");
        page.Literal("<style>").Literal(assets.Style).Literal("</style>\n</head>\n<body>\n");
    }

    public static void Header(Markup page, TestReport report)
    {
        page.Open("header", ("class", "top"));
        page.Open("div", ("class", "verdict")).Element("h1", report.Title.Length > 0 ? report.Title : "Tests");
        page.Element("p", "sum", $"{Verdict(report)}");
        page.Open("p", ("class", "meta"));
        if (report.Command.Length > 0) page.Element("code", report.Command).Text(" · ");
        page.Text($"{report.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} {Zone(report.StartedAt)} · {Amounts.Duration(report.Duration)}").Close("p").Close("div");
        Filters(page, report);
        page.Close("header");
        if (Origins.Of(report.Outcomes).Sentence() is { Length: > 0 } origin) page.Element("p", "origin", origin);
    }

    public static void Header(Markup page, OutputDiff diff)
    {
        page.Open("header", ("class", "top")).Open("div", ("class", "verdict")).Element("h1", diff.Path);
        page.Element("p", "sum", diff is { Kind: DiffKind.Changed, Detail: TableDiff table } ? TableVerdict.Of(table) : diff.Headline);
        page.Close("div").Close("header");
    }

    public static void Index(Markup page, IReadOnlyList<TaskGroup> groups)
    {
        page.Literal("<nav aria-label=\"Tests\"><ol>\n");
        var number = 0;
        foreach (var outcome in groups.SelectMany(group => group.Outcomes))
        {
            var status = StatusWords.Of(outcome.Status);
            page.Open("li", ("class", "entry is-" + status)).Open("a", ("href", $"#t{++number}"), ("title", $"{outcome.Name}: {status}"));
            page.Open("i", ("class", "dot")).Close("i").Open("span", ("class", "name")).Text(outcome.Task);
            if (outcome.Item is { } item) page.Element("small", $" [{item}]");
            page.Close("span").Close("a").Close("li");
        }

        page.Literal("</ol></nav>\n");
    }

    public static void End(Markup page, PageAssets assets)
    {
        page.Literal("<footer>Keys: <kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next and previous test · <kbd>o</kbd> open or close its outputs</footer>\n");
        End(page, assets, "");
    }

    public static void End(Markup page, PageAssets assets, string footer)
    {
        page.Literal(footer);
        page.Literal("<script>").Literal(assets.Script).Literal("</script>\n</body>\n</html>\n");
    }

    private static void Filters(Markup page, TestReport report)
    {
        var counts = report.Outcomes.CountBy(outcome => outcome.Status).OrderBy(count => count.Key).ToList();
        var hasWork = counts.Any(count => count.Key is not (TestStatus.Same or TestStatus.Skipped));
        page.Literal("<div class=\"filters\"><input id=\"search\" type=\"search\" placeholder=\"Search tests, outputs, columns\" aria-label=\"Search tests, outputs and columns\"><fieldset><legend>Show</legend>");
        foreach (var (status, count) in counts)
        {
            var name = StatusWords.Of(status);
            var isChecked = !hasWork || status is not (TestStatus.Same or TestStatus.Skipped);
            page.Open("label", ("class", "chip is-" + name)).Open("input", ("type", "checkbox"), ("id", "f-" + name), ("checked", isChecked ? "" : null));
            page.Literal("<i class=\"dot\"></i>").Text($"{Amounts.Count(count)} {name}").Close("label");
        }

        page.Literal("</fieldset></div>\n");
    }

    private static string Verdict(TestReport report) => report.Outcomes.Count == 0 ? "no tests" : StatusWords.Counts(report.Outcomes);

    private static string Zone(DateTimeOffset at) => at.Offset == TimeSpan.Zero ? "UTC" : at.ToString("zzz", CultureInfo.InvariantCulture);
}
