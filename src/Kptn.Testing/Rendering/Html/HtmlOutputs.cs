using Kptn.Testing.Comparing;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Html;

/// <summary>Each output of a test as a part that opens and closes.</summary>
/// <param name="page">Where it goes.</param>
/// <param name="options">How much.</param>
/// <param name="images">Shows images.</param>
/// <param name="areFilesNamed">Whether the files are named below each.</param>
internal sealed class HtmlOutputs(Markup page, HtmlOptions options, EmbeddedImages images, bool areFilesNamed = true)
{
    private int _open = options.Open;

    public void Write(TestedOutput output)
    {
        var diff = output.Diff;
        var isOpen = diff is { Kind: not DiffKind.Same, IsAllowed: false } && _open-- > 0;
        page.Open("details", ("class", "output " + Name(diff.Kind)), ("open", isOpen ? "" : null));
        page.Open("summary").Element("span", "path", diff.Path).Text(" ").Element("span", "headline", diff.Headline);
        if (diff.IsAllowed) page.Text(" ").Element("span", "badge", "allowed");
        page.Close("summary");
        Notes([.. NoteWords.Beside(diff)]);
        images.Write(page, output);
        Detail(diff);
        if (output is { Diff.Kind: DiffKind.Added, Description: { } description }) HtmlDescription.Write(page, description);
        if (areFilesNamed) Files(output);
        page.Close("details");
    }

    private void Notes(IReadOnlyList<DiffNote> notes)
    {
        if (notes.Count == 0) return;
        page.Open("ul", ("class", "notes"));
        foreach (var note in notes) page.Element("li", note.IsWarning ? "warning" : "note", note.Text);
        page.Close("ul");
    }

    private void Detail(OutputDiff diff)
    {
        switch (diff.Detail)
        {
            case TableDiff table:
                new HtmlTableDiff(page, options).Write(table);
                break;
            case JsonDiff json:
                HtmlJsonDiff.Write(page, json, options);
                break;
            case TextDiff text:
                HtmlTextDiff.Write(page, text, options);
                break;
            case BinaryDiff binary:
                page.Element("p", "facts", string.Join(" · ", BinaryWords.Of(diff, binary)));
                break;
            case FolderDiff folder:
                Folder(folder);
                break;
        }
    }

    private void Folder(FolderDiff folder)
    {
        foreach (var file in folder.Files.Take(options.Values)) Write(new TestedOutput { Diff = file });
        var more = folder.Added + folder.Removed + folder.Changed - Math.Min(options.Values, folder.Files.Count);
        if (more > 0) page.Element("p", "more", $"… and {Amounts.Count(more, "more file")}");
    }

    private void Files(TestedOutput output)
    {
        if (output.Diff.Kind == DiffKind.Same || (output.OldFile is null && output.NewFile is null)) return;
        page.Open("p", ("class", "files"));
        if (output.OldFile is { } old) page.Text("approved ").Element("code", old).Text(" ");
        if (output.NewFile is { } now) page.Text("received ").Element("code", now);
        page.Close("p");
    }

    private static string Name(DiffKind kind) => kind switch
    {
        DiffKind.Added => "added",
        DiffKind.Removed => "removed",
        DiffKind.Changed => "changed",
        _ => "same",
    };
}
