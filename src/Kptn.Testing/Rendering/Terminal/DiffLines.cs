using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Terminal;

/// <summary>One output's difference as lines: what happened, what to know, some of it.</summary>
internal static class DiffLines
{
    private const string Deeper = "  ";
    private const int Longest = 600;

    /// <summary>The headline and the details below it.</summary>
    public static IEnumerable<string> Of(OutputDiff diff, TerminalOptions options, string indent, bool withDetail)
    {
        foreach (var line in LineWrap.Of(Verdict(diff, options, indent, withDetail), options, indent)) yield return line;
        var inner = indent + Deeper;
        foreach (var note in withDetail ? NoteWords.Beside(diff) : diff.Notes)
        {
            var text = StyledText.Of(note.IsWarning ? "warning: " : "note: ", note.IsWarning ? TextStyle.Changed : TextStyle.Dim).Then(note.Text);
            foreach (var line in LineWrap.Of(text, options, inner)) yield return line;
        }

        if (!withDetail) yield break;
        foreach (var line in Detail(diff, options, inner)) yield return line;
    }

    /// <summary>The headline alone, with those of a folder's files below it.</summary>
    public static IEnumerable<string> Headlines(OutputDiff diff, TerminalOptions options, string indent)
    {
        foreach (var line in LineWrap.Of(Verdict(diff, diff.Detail is FolderDiff all ? FolderWords.Of(all) : diff.Headline), options, indent)) yield return line;
        if (diff.Detail is not FolderDiff folder) yield break;
        foreach (var line in folder.Files.SelectMany(file => LineWrap.Of(Verdict(file, file.Headline), options, indent + Deeper))) yield return line;
        var more = folder.Added + folder.Removed + folder.Changed - folder.Files.Count;
        if (more > 0) yield return indent + Deeper + options.Paint($"… and {Amounts.Count(more, "more file")}", TextStyle.Dim);
    }

    /// <summary>A line of parts with styles, cut where it is very long.</summary>
    public static string Text(StyledText text, TerminalOptions options, string indent)
    {
        var line = new StringBuilder(indent);
        text.Clip(Longest).Write(line, options.Paint);
        return line.ToString();
    }

    // A headline that names columns is long where many changed; with these told below it, counts say enough.
    private static StyledText Verdict(OutputDiff diff, TerminalOptions options, string indent, bool withDetail)
    {
        var text = Verdict(diff, diff.Headline);
        if (!withDetail || diff.Kind != DiffKind.Changed || indent.Length + text.Width <= options.Width) return text;
        return diff.Detail switch
        {
            TableDiff table => Verdict(diff, TableVerdict.Of(table)),
            FolderDiff folder => Verdict(diff, FolderWords.Of(folder)),
            _ => text,
        };
    }

    private static StyledText Verdict(OutputDiff diff, string words)
    {
        var text = StyledText.Of(diff.Path, TextStyle.Strong).Then("  ").Then(words);
        return diff.IsAllowed ? text.Then("  allowed by thresholds", TextStyle.Good) : text;
    }

    private static IEnumerable<string> Detail(OutputDiff diff, TerminalOptions options, string indent) => diff.Detail switch
    {
        TableDiff table => TableDetail(table, options, indent),
        JsonDiff json => JsonLines.Of(json, options, indent),
        TextDiff text => TextLines.Of(text, options, indent),
        BinaryDiff binary => LineWrap.Of(string.Join(" · ", BinaryWords.Of(diff, binary)), options, indent),
        FolderDiff folder => Files(folder, options, indent),
        _ => [],
    };

    private static IEnumerable<string> TableDetail(TableDiff table, TerminalOptions options, string indent)
    {
        var lines = TableLines.Of(table, options, indent);
        return table.Matching == RowMatching.Keys ? lines : lines.Concat(Matching(table, options, indent));
    }

    private static IEnumerable<string> Matching(TableDiff table, TerminalOptions options, string indent)
        => RowWords.Matching(table) is { Length: > 0 } matching ? LineWrap.Of(StyledText.Of(matching, TextStyle.Dim), options, indent) : [];

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
