using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>What changed in a JSON document, as lines: paths that changed often, then values.</summary>
internal static class JsonLines
{
    public static IEnumerable<string> Of(JsonDiff json, TerminalOptions options, string indent)
    {
        var often = new TextGrid();
        foreach (var path in json.Paths.Where(JsonWords.IsOften).Take(options.Columns))
        {
            often.Add(StyledText.Of("~", TextStyle.Changed), StyledText.Of(path.Path, TextStyle.Name), JsonWords.Of(path));
        }

        foreach (var line in often.Lines(options, indent)) yield return line;
        var grid = new TextGrid();
        foreach (var change in json.Samples.Take(options.Rows * 2)) Add(grid, change, options);
        foreach (var line in grid.Lines(options, indent)) yield return line;
        var left = JsonWords.Left(json, Math.Min(json.Samples.Count, options.Rows * 2));
        if (left.Length > 0) yield return indent + options.Paint(left, TextStyle.Dim);
    }

    private static void Add(TextGrid grid, JsonChange change, TerminalOptions options)
    {
        var path = VisibleText.Of(change.Path);
        switch (change.Kind)
        {
            case JsonChangeKind.Added:
                grid.Add(StyledText.Of("+", TextStyle.Added), path, StyledText.Of(change.New ?? "", TextStyle.Added));
                break;
            case JsonChangeKind.Removed:
                grid.Add(StyledText.Of("-", TextStyle.Removed), path, StyledText.Of(change.Old ?? "", TextStyle.Removed));
                break;
            default:
                var (old, now) = TableLines.Pair(change.Old, change.New, options);
                var pair = old.Then(" → ", TextStyle.Dim).Then(now);
                if (JsonWords.Note(change) is { Length: > 0 } note) pair = pair.Then("  " + note, TextStyle.Dim);
                grid.Add(StyledText.Of("~", TextStyle.Changed), path, pair);
                break;
        }
    }
}
