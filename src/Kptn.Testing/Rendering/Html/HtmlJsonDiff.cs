using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>What changed in a JSON document: paths that changed often, then a tree of the values.</summary>
internal static class HtmlJsonDiff
{
    private const int Deepest = 40;

    public static void Write(Markup page, JsonDiff json, HtmlOptions options)
    {
        var often = json.Paths.Where(JsonWords.IsOften).Take(options.Columns).ToList();
        if (often.Count > 0)
        {
            page.Literal("<div class=\"scroll\"><table class=\"columns\"><thead><tr><th scope=\"col\">path</th><th scope=\"col\">what changed</th></tr></thead><tbody>\n");
            foreach (var path in often) page.Open("tr").Element("th", path.Path, ("scope", "row")).Element("td", JsonWords.Of(path)).Close("tr");
            page.Literal("</tbody></table></div>\n");
        }

        var samples = json.Samples.Take(options.Values).ToList();
        var root = JsonNode.Of(samples);
        page.Open("ul", ("class", "tree"));
        if (root.Changes.Count > 0) Node(page, new JsonNode("$") { Changes = { root.Changes[0] } }, 0);
        foreach (var child in root.Children) Node(page, child, 0);
        page.Close("ul");
        if (JsonWords.Left(json, samples.Count) is { Length: > 0 } left) page.Element("p", "more", left);
    }

    private static void Node(Markup page, JsonNode node, int depth)
    {
        page.Open("li").Element("span", "path", node.Name);
        foreach (var change in node.Changes) Change(page, change);
        if (node.Children.Count > 0 && depth < Deepest)
        {
            page.Open("ul");
            foreach (var child in node.Children) Node(page, child, depth + 1);
            page.Close("ul");
        }

        page.Close("li");
    }

    private static void Change(Markup page, JsonChange change)
    {
        page.Literal(" ");
        if (change is { Old: { } old, New: { } now })
        {
            var marks = MarkedPair.Of(VisibleText.Of(old), VisibleText.Of(now));
            page.Open("span", ("class", "old")).Marked(marks.Old).Close("span").Text(" → ").Open("span", ("class", "new")).Marked(marks.New).Close("span");
        }
        else if (change.New is { } added)
        {
            page.Element("span", "new", "+ " + added);
        }
        else
        {
            page.Element("span", "old", "− " + change.Old);
        }

        if (JsonWords.Note(change) is { Length: > 0 } note) page.Element("small", note);
    }
}
