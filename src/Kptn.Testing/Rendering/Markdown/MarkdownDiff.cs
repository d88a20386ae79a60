using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Tables.Values;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Markdown;

/// <summary>One output's difference as Markdown, below its headline.</summary>
internal static class MarkdownDiff
{
    /// <summary>What to know, then some of what changed.</summary>
    public static string Of(TestedOutput output, MarkdownOptions options)
    {
        var text = new StringBuilder();
        var notes = NoteWords.Beside(output.Diff).ToList();
        foreach (var note in notes.Take(options.Rows)) text.Append(note.IsWarning ? "- **Warning:** " : "- ").Append(MarkdownText.Text(note.Text)).Append('\n');
        if (notes.Count > 0) text.Append('\n');
        text.Append(Detail(output.Diff, options));
        if (output is { Diff.Kind: DiffKind.Added, Description: { } description } && DescriptionWords.Columns(description) is { Length: > 0 } columns)
        {
            text.Append("It has ").Append(MarkdownText.Text(columns)).Append(".\n");
        }

        return text.ToString().Trim('\n');
    }

    private static string Detail(OutputDiff diff, MarkdownOptions options) => diff.Detail switch
    {
        TableDiff table => MarkdownTableDiff.Of(table, options),
        JsonDiff json => Json(json, options),
        TextDiff text => Text(text, options),
        BinaryDiff binary => MarkdownText.Text(string.Join(" · ", BinaryWords.Of(diff, binary))) + "\n",
        FolderDiff folder => Folder(folder, options),
        _ => "",
    };

    private static string Json(JsonDiff json, MarkdownOptions options)
    {
        var often = new MarkdownTable("path", "what changed");
        foreach (var path in json.Paths.Where(JsonWords.IsOften).Take(options.Columns)) often.Add(MarkdownText.Code(path.Path), MarkdownText.Text(JsonWords.Of(path)));
        var values = new MarkdownTable("", "path", "old", "new", "");
        foreach (var change in json.Samples.Take(options.Rows))
        {
            var (old, now) = CellText.Shorten(change.Old, change.New, options.Width - 2);
            values.Add(
                change.Kind.ToString().ToLowerInvariant(),
                MarkdownText.Code(change.Path),
                old is null ? "" : MarkdownText.Code(old, options.Width),
                now is null ? "" : MarkdownText.Code(now, options.Width),
                change.Movement is { } movement ? Amounts.Signed(movement) : "");
        }

        var left = JsonWords.Left(json, Math.Min(options.Rows, json.Samples.Count));
        return string.Join('\n', new[] { often.ToString(), values.ToString(), left }.Where(part => part.Length > 0)) + "\n";
    }

    private static string Text(TextDiff text, MarkdownOptions options)
    {
        var lines = new List<string>();
        foreach (var hunk in text.Hunks)
        {
            if (lines.Count >= options.Lines) break;
            lines.Add(HunkLines.Heading(hunk));
            foreach (var line in HunkLines.Of(hunk, (options.Width * 2) - 2).Take(options.Lines - lines.Count))
            {
                var mark = line.Kind switch { DiffKind.Added => '+', DiffKind.Removed => '-', _ => ' ' };
                lines.Add(mark + TextWidth.Clip(string.Concat(line.Spans.Select(span => span.Text)), options.Width * 2));
            }
        }

        var isCut = text.IsCut || text.Hunks.Sum(hunk => hunk.Lines.Count) > options.Lines;
        return MarkdownText.Block(lines, "diff") + (isCut ? "\n… and more changed lines\n" : "");
    }

    private static string Folder(FolderDiff folder, MarkdownOptions options)
    {
        var text = new StringBuilder();
        foreach (var file in folder.Files.Take(options.Files)) text.Append("- ").Append(MarkdownText.Code(file.Path)).Append(' ').Append(MarkdownText.Text(file.Headline)).Append('\n');
        var more = folder.Added + folder.Removed + folder.Changed - Math.Min(options.Files, folder.Files.Count);
        if (more > 0) text.Append("- … and ").Append(Amounts.Count(more, "more file")).Append('\n');
        foreach (var file in folder.Files.Take(options.Files).Where(file => file.Detail is not null).Take(3))
        {
            var detail = Detail(file, options.Brief);
            if (detail.Length > 0) text.Append('\n').Append(MarkdownText.Code(file.Path)).Append("\n\n").Append(detail);
        }

        return text.ToString();
    }
}
