using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>One output's difference as lines: what happened, what to know, some of it.</summary>
internal static class DiffLines
{
    private const string Deeper = "  ";

    /// <summary>The headline and the details below it.</summary>
    public static IEnumerable<string> Of(OutputDiff diff, TerminalOptions options, string indent, bool withDetail)
    {
        yield return Headline(diff, options, indent);
        var inner = indent + Deeper;
        foreach (var note in diff.Notes)
        {
            yield return Text(StyledText.Of(note.IsWarning ? "warning: " : "note: ", note.IsWarning ? TextStyle.Changed : TextStyle.Dim).Then(note.Text), options, inner);
        }

        if (!withDetail) yield break;
        foreach (var line in Detail(diff, options, inner)) yield return line;
    }

    /// <summary>A line of parts with styles, cut where it is very long.</summary>
    public static string Text(StyledText text, TerminalOptions options, string indent)
    {
        const int longest = 600;
        var line = new StringBuilder(indent);
        text.Clip(longest).Write(line, options.Paint);
        return line.ToString();
    }

    private static string Headline(OutputDiff diff, TerminalOptions options, string indent)
    {
        var text = StyledText.Of(diff.Path, TextStyle.Strong).Then("  ").Then(diff.Headline);
        if (diff.IsAllowed) text = text.Then("  allowed by thresholds", TextStyle.Good);
        return Text(text, options, indent);
    }

    private static IEnumerable<string> Detail(OutputDiff diff, TerminalOptions options, string indent) => diff.Detail switch
    {
        TableDiff table => TableDetail(table, options, indent),
        JsonDiff json => JsonLines.Of(json, options, indent),
        TextDiff text => TextLines.Of(text, options, indent),
        BinaryDiff binary => [Text(string.Join(" · ", BinaryWords.Of(diff, binary)), options, indent)],
        FolderDiff folder => Files(folder, options, indent),
        _ => [],
    };

    private static IEnumerable<string> TableDetail(TableDiff table, TerminalOptions options, string indent)
    {
        foreach (var line in TableLines.Of(table, options, indent)) yield return line;
        if (RowWords.Matching(table) is { Length: > 0 } matching && table.Matching != RowMatching.Keys) yield return Text(StyledText.Of(matching, TextStyle.Dim), options, indent);
    }

    private static IEnumerable<string> Files(FolderDiff folder, TerminalOptions options, string indent)
    {
        var small = options with { Rows = Math.Min(3, options.Rows), Lines = Math.Min(10, options.Lines), Columns = Math.Min(4, options.Columns) };
        foreach (var file in folder.Files.Take(options.Files))
        {
            foreach (var line in Of(file, small, indent, withDetail: true)) yield return line;
        }

        var more = folder.Added + folder.Removed + folder.Changed - Math.Min(options.Files, folder.Files.Count);
        if (more > 0) yield return indent + options.Paint($"… and {Amounts.Count(more, "more file")}", TextStyle.Dim);
    }
}
