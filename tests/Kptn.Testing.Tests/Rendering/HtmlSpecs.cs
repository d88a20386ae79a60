using System.Text.RegularExpressions;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Html;
using Kptn.Testing.Tests.Comparing;

namespace Kptn.Testing.Tests.Rendering;

public sealed partial class HtmlSpecs
{
    private static readonly string[] Attributes =
    [
        "alt", "aria-label", "aria-pressed", "charset", "checked", "class", "colspan", "content", "data-c", "data-changed", "data-find", "data-v", "hidden", "href", "http-equiv",
        "id", "lang", "name", "open", "placeholder", "rowspan", "scope", "src", "tabindex", "title", "type",
    ];

    [Fact]
    public void A_page_shows_each_test_and_what_changed()
    {
        var page = new HtmlReport(new()).Of(Reports.Shop);
        Assert.Equal(Reports.Shop.Outcomes.Count, Regex.Count(page, "<section class=\"test "));
        Assert.Contains("<mark>19</mark>.99", page);
        Assert.Contains("<mark>24</mark>.99", page);
        Assert.Contains(">kptn approve g/clean_orders<", page);
        Assert.Contains("KeyError: &#39;amount&#39;", page);
        Assert.Contains("data-c=\"2\" aria-pressed=\"false\"", page);
    }

    [Fact]
    public void A_page_needs_nothing_else()
    {
        var page = new HtmlReport(new()).Of(Reports.Shop);
        Assert.DoesNotMatch("(?i)https?:", page);
        Assert.DoesNotMatch("(?i)@import|url\\(", page);
        Assert.Contains("default-src 'none'", page);
        Assert.Single(Regex.Matches(page, "<script"));
        Assert.DoesNotContain("<link", page);
    }

    [Fact]
    public void Data_stays_data()
    {
        var page = new HtmlReport(new()).Of(Hostile.Report);
        Assert.Single(Regex.Matches(page, "(?i)<script"));
        Assert.Single(Regex.Matches(page, "(?i)</style"));
        var body = page[(page.IndexOf("</style>", StringComparison.Ordinal) + 8)..page.IndexOf("<script>", StringComparison.Ordinal)];
        Assert.DoesNotContain(body, c => char.IsControl(c) && c != '\n');
        foreach (Match tag in Tag().Matches(body))
        {
            foreach (Match attribute in Attribute().Matches(tag.Groups["attributes"].Value))
            {
                var (name, value) = (attribute.Groups["name"].Value, attribute.Groups["value"].Value);
                Assert.Contains(name, Attributes);
                if (name == "href") Assert.Matches("^#t[0-9]+$", value);
                if (name == "src") Assert.StartsWith("data:image/", value);
            }
        }

        Assert.DoesNotContain('<', Tag().Replace(body, ""));
    }

    [Fact]
    public void Small_images_are_in_the_page_and_large_ones_are_not()
    {
        using var folder = new TestFolder();
        folder.Write("old.png", [1, 2, 3]).Write("new.png", [1, 2, 4]);
        var report = Reports.Of(Reports.Test("plot", TestStatus.Changed) with { Outputs = [new() { Diff = Diffs.Image, OldFile = "old.png", NewFile = "new.png" }] });
        var page = new HtmlReport(new() { Root = folder.Root }).Of(report);
        Assert.Contains("src=\"data:image/png;base64,AQID\"", page);
        Assert.Contains("src=\"data:image/png;base64,AQIE\"", page);
        Assert.DoesNotContain("data:image", new HtmlReport(new() { Root = folder.Root, ImageBytes = 2 }).Of(report));
        Assert.DoesNotContain("data:image", new HtmlReport(new() { Root = folder.Root, AllImageBytes = 2 }).Of(report));
        Assert.DoesNotContain("data:image", new HtmlReport(new()).Of(report));
    }

    [Fact]
    public void A_tree_of_JSON_shares_what_paths_share()
    {
        var parts = JsonNode.Parts("$.items[3]['a.b]'].x").ToList();
        Assert.Equal(["items", "[3]", "['a.b]']", "x"], parts);
        var root = JsonNode.Of([new("$.a.b[0].c", default, "1", "2"), new("$.a.b[1].c", default, "1", "2"), new("$.z", default, "1", "2")]);
        Assert.Equal(["a.b", "z"], root.Children.Select(child => child.Name));
        Assert.Equal(["[0].c", "[1].c"], root.Children[0].Children.Select(child => child.Name));
    }

    [Fact]
    public void Any_path_of_JSON_ends()
    {
        foreach (var text in Hostile.Texts.Concat(["", "$", "$.", "$[", "$['", "$..a", "$[']", "a]b", "$['a\\']"]))
        {
            Assert.True(JsonNode.Parts(text).Count() <= text.Length + 1);
        }
    }

    [Fact]
    public void Five_hundred_tests_make_a_page_of_moderate_size()
    {
        var page = new HtmlReport(new()).Of(Reports.Large(500));
        Assert.Equal(500, Regex.Count(page, "<section class=\"test "));
        Assert.True(page.Length < 3_000_000, $"{page.Length}");
    }

    [Fact]
    public void A_browser_runs_the_page_and_none_of_the_data()
    {
        var hostile = Browser.Dump(new HtmlReport(new()).Of(Hostile.Report));
        Assert.DoesNotMatch("<img|<x", Regex.Replace(hostile, "=\"[^\"]*\"", ""));
        Assert.Contains("class=\"sort\"", hostile);
        var shop = Browser.Dump(new HtmlReport(new()).Of(Reports.Shop));
        Assert.Contains("class=\"sort\"", shop);
        Assert.Contains("aria-current=\"true\"", shop);
    }

    [Fact]
    public void A_diff_of_real_files_shows_old_and_new_side_by_side()
    {
        var diff = Comparison.Csv("sku,price\nA,19.99\nB,3\n", "sku,price\nA,24.99\nB,3\n", Comparison.Keys("sku"));
        var page = new HtmlReport(new()).Of(Reports.Of(Reports.Changed("prices", diff)));
        Assert.Matches("<td class=\"pair old num\" data-c=\"1\"><mark>19</mark>\\.99</td><td class=\"new num\" data-c=\"1\"><mark>24</mark>\\.99<small>\\+5</small></td>", page);
    }

    [GeneratedRegex("</?[a-z0-9]+(?<attributes>( [a-z-]+(=\"[^\"<>]*\")?)*)>")]
    private static partial Regex Tag();

    [GeneratedRegex(" (?<name>[a-z-]+)(=\"(?<value>[^\"]*)\")?")]
    private static partial Regex Attribute();
}
