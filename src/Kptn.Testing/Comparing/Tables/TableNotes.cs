using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Scanning;
using Kptn.Testing.Comparing.Tables.Tallying;

namespace Kptn.Testing.Comparing.Tables;

/// <summary>What to know about the comparison of two tables.</summary>
internal sealed class TableNotes(TablePair tables, RowMatcher matcher, TableTally tally, RepeatedKeys repeated)
{
    private readonly List<DiffNote> _notes = [];

    /// <summary>All notes, warnings first.</summary>
    public IReadOnlyList<DiffNote> All()
    {
        if (tables.Plan.MissingKeys is { Count: > 0 } missing)
            Warning("missing-keys", $"{Words.Columns(missing)} of the key {(missing.Count == 1 ? "is" : "are")} not in both tables; rows were matched without a key");
        if (repeated.Count > 0) Warning("repeated-keys", $"{Words.Count(repeated.Count, "key")} {(repeated.Count == 1 ? "stands" : "stand")} more than once; rows with the same key were matched in their order");
        if (tables.Old.EmptyKeys + tables.New.EmptyKeys > 0) Warning("empty-keys", $"the key is empty in {Words.Count(tables.Old.EmptyKeys, "row")} before and {Words.Number(tables.New.EmptyKeys)} after");
        Ragged(tables.Old, "before");
        Ragged(tables.New, "after");
        if (tables.Old.Traits.OpenQuote is not null) Warning("open-quote", "a quote in the old file is never closed; all behind it is one cell");
        if (tables.New.Traits.OpenQuote is not null) Warning("open-quote", "a quote in the new file is never closed; all behind it is one cell");
        foreach (var name in tables.Old.Traits.RepeatedNames.Union(tables.New.Traits.RepeatedNames)) Warning("repeated-columns", $"more than one column is named '{name}'; the later ones are shown as '{name} (2)' and so on");
        foreach (var condition in tables.Settings.Where.Where(condition => !tables.Plan.Columns.Any(column => column.Name == condition.Column || column.OldName == condition.Column)))
            Warning("missing-condition", $"there is no column '{condition.Column}' to choose rows by");
        if (matcher.Matching == RowMatching.InferredKeys) Note("paired-by", $"without keys, changed rows were paired by {Words.Columns([.. matcher.Keys.Select(place => tables.Plan.Compared[place].Name)])}, unique in both tables");
        if (matcher.Matching == RowMatching.Likeness) Note("paired-by", "without keys and without a unique column, changed rows were paired with the most alike");
        Written();
        WrittenOtherwise();
        return _notes;
    }

    private void Ragged(ScannedTable table, string when)
    {
        if (table.RaggedCount > 0) Warning("ragged-rows", $"{Words.Count(table.RaggedCount, "row")} {when} {(table.RaggedCount == 1 ? "has" : "have")} other than {Words.Count(table.Types.Length - 1, "cell")}");
    }

    private void Written()
    {
        var (before, after) = (tables.Old.Traits, tables.New.Traits);
        if (before.Delimiter == 0 != (after.Delimiter == 0)) return;
        if (before.HasCarriageReturns != after.HasCarriageReturns) Note("line-ends", before.HasCarriageReturns ? "lines ended with CR LF and now end with LF" : "lines ended with LF and now end with CR LF");
        if (before.HasMark != after.HasMark) Note("byte-order-mark", before.HasMark ? "the byte order mark is gone" : "there is a byte order mark now");
        if (before.Delimiter != after.Delimiter) Note("delimiter", $"cells were separated by {Words.Delimiter(before.Delimiter)} and now are by {Words.Delimiter(after.Delimiter)}");
    }

    // Of columns whose cells are equal although they are written otherwise, in the pairs that were kept.
    private void WrittenOtherwise()
    {
        var columns = new SortedSet<int>();
        foreach (var (old, next) in matcher.Equal.ByValue.Concat(tally.EqualSamples))
        {
            var (before, after) = (tables.OldRows[old], tables.NewRows[next]);
            for (var place = 0; place < tables.Comparers.Count; place++)
            {
                if (!tables.OldCell(before, place).IsWrittenAs(tables.NewCell(after, place))) columns.Add(place);
            }
        }

        foreach (var place in columns)
        {
            var (comparer, name) = (tables.Comparers[place], tables.Plan.Compared[place].Name);
            if (comparer.Type is ColumnType.DateTime or ColumnType.Date) Note("same-times", $"column {name}: times are written otherwise, as in another zone, and are the same");
            else if (comparer.Type == ColumnType.Boolean) Note("same-values", $"column {name}: true and false are written otherwise");
            else if (comparer.IsTolerant) Note("within-tolerance", $"column {name}: numbers differ within the tolerance");
            else Note("same-values", $"column {name}: numbers are written otherwise and are the same");
        }
    }

    private void Warning(string code, string text) => _notes.Add(new DiffNote(code, text, IsWarning: true));

    private void Note(string code, string text) => _notes.Add(new DiffNote(code, text));
}
