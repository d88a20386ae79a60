using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Words;

/// <summary>What to know beside a difference.</summary>
internal static class NoteWords
{
    /// <summary>The notes without those that the details say themselves.</summary>
    public static IEnumerable<DiffNote> Beside(OutputDiff diff) => diff.Detail is TableDiff ? diff.Notes.Where(note => note.Code != "paired-by") : diff.Notes;
}
