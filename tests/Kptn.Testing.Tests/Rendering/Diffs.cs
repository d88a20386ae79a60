using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Tests.Rendering;

/// <summary>Differences made by hand, as the comparers would make them.</summary>
internal static class Diffs
{
    public static OutputDiff Prices { get; } = new()
    {
        Path = "B/prices.csv",
        Kind = DiffKind.Changed,
        ComparedAs = CompareMode.Table,
        Headline = "3 of 50 rows changed, 1 added; column price: 3 cells, from -2 to +5",
        OldSize = 1204,
        NewSize = 1233,
        Notes = [new("order", "12 rows stand elsewhere; the order does not count")],
        Detail = new TableDiff
        {
            Matching = RowMatching.Keys,
            Keys = ["sku"],
            OldRows = 50,
            NewRows = 51,
            SameRows = 47,
            ChangedRows = 3,
            AddedRows = 1,
            RemovedRows = 0,
            ChangedCells = 4,
            IsReordered = true,
            MovedRows = 12,
            Columns =
            [
                new ColumnDiff { Name = "sku", OldIndex = 0, NewIndex = 0, IsKey = true },
                new ColumnDiff { Name = "name", OldIndex = 1, NewIndex = 1 },
                new ColumnDiff
                {
                    Name = "price", OldIndex = 2, NewIndex = 2, OldType = ColumnType.Decimal, NewType = ColumnType.Decimal, ChangedCells = 3,
                    Numbers = new(3, -2, 5, 1.2, 0.4),
                    OldStatistics = new() { Name = "price", Type = ColumnType.Decimal, Nulls = 0, Distinct = 41, Min = "1.50", Max = "89.00", Mean = 23.418 },
                    NewStatistics = new() { Name = "price", Type = ColumnType.Decimal, Nulls = 0, Distinct = 43, Min = "1.50", Max = "89.00", Mean = 23.512 },
                },
                new ColumnDiff { Name = "status", OldIndex = 3, NewIndex = 3, ChangedCells = 1, Emptied = 1 },
            ],
            ChangedSamples =
            [
                new(["A-0042"], 43, 43, ["A-0042", "Kettle, steel", "19.99", "open"], ["A-0042", "Kettle, steel", "24.99", "open"], [2]),
                new(["A-0007"], 8, 8, ["A-0007", "Teapot", "12.00", "open"], ["A-0007", "Teapot", "10.00", null], [2, 3]),
                new(["B-0113"], 31, 31, ["B-0113", "Cup", "3.10", "open"], ["B-0113", "Cup", "3.70", "open"], [2]),
            ],
            AddedSamples = [new(["C-0001"], 52, ["C-0001", "Saucer", "2.40", "open"])],
        },
    };

    public static OutputDiff Orders { get; } = new()
    {
        Path = "orders.csv",
        Kind = DiffKind.Changed,
        ComparedAs = CompareMode.Table,
        Headline = "12,403 → 12,391 rows; 9 added, 21 removed, 58 changed in 2 of 7 columns; column note is gone",
        OldSize = 1_802_113,
        NewSize = 1_744_020,
        Detail = new TableDiff
        {
            Matching = RowMatching.InferredKeys,
            Keys = ["order_id", "line"],
            OldRows = 12_403,
            NewRows = 12_391,
            SameRows = 12_324,
            ChangedRows = 58,
            AddedRows = 9,
            RemovedRows = 21,
            ChangedCells = 99,
            Columns =
            [
                new ColumnDiff { Name = "order_id", OldIndex = 0, NewIndex = 0, IsKey = true },
                new ColumnDiff { Name = "line", OldIndex = 1, NewIndex = 1, IsKey = true },
                new ColumnDiff { Name = "note", Change = ColumnChange.Removed, OldIndex = 2, OldType = ColumnType.Text },
                new ColumnDiff
                {
                    Name = "status", OldIndex = 3, NewIndex = 2, OldType = ColumnType.Text, NewType = ColumnType.Text, ChangedCells = 41, Emptied = 41,
                    Transitions = [new("N/A", null, 41)],
                    OldStatistics = new() { Name = "status", Type = ColumnType.Text, Nulls = 3, Distinct = 4 },
                    NewStatistics = new() { Name = "status", Type = ColumnType.Text, Nulls = 44, Distinct = 3 },
                },
                new ColumnDiff
                {
                    Name = "amount", OldIndex = 4, NewIndex = 3, Change = ColumnChange.Retyped, OldType = ColumnType.Integer, NewType = ColumnType.Float, ChangedCells = 58,
                    Numbers = new(58, -1200.5, 0.25, -33.1234567, 0.9),
                },
                new ColumnDiff { Name = "quantity", OldName = "qty", Change = ColumnChange.Renamed, OldIndex = 5, NewIndex = 4 },
                new ColumnDiff { Name = "currency", Change = ColumnChange.Added | ColumnChange.Moved, NewIndex = 5, NewType = ColumnType.Text },
            ],
            ChangedSamples =
            [
                .. Enumerable.Range(0, 10).Select(i => new RowChange(
                    [$"{10_000 + (i * 37)}", $"{1 + (i % 3)}"], 100 + i, 99 + i,
                    [$"{10_000 + (i * 37)}", $"{1 + (i % 3)}", i % 2 == 0 ? "gift" : null, "N/A", $"{1300 - (i * 7)}", $"{i + 1}", null],
                    [$"{10_000 + (i * 37)}", $"{1 + (i % 3)}", null, i < 6 ? null : "N/A", $"{99.5 + i}", $"{i + 1}", "EUR"],
                    i < 6 ? [3, 4] : [4])),
            ],
            AddedSamples = [.. Enumerable.Range(0, 9).Select(i => new TableRow([$"{20_000 + i}", "1"], 12_300 + i, [$"{20_000 + i}", "1", null, "open", "12.5", "2", "EUR"]))],
            RemovedSamples = [.. Enumerable.Range(0, 10).Select(i => new TableRow([$"{300 + i}", "2"], 400 + i, [$"{300 + i}", "2", "call first", "closed", "7", "1", null]))],
        },
    };

    public static OutputDiff Json { get; } = new()
    {
        Path = "model.json",
        Kind = DiffKind.Changed,
        ComparedAs = CompareMode.Json,
        Headline = "5 values changed, 1 added, 1 removed",
        OldSize = 812,
        NewSize = 830,
        Detail = new JsonDiff
        {
            Added = 1,
            Removed = 1,
            Changed = 4,
            Retyped = 1,
            Paths = [new("$.coefficients[*].weight", 0, 0, 3, 0, new(3, -0.02, 0.13, 0.05, 0.1)), new("$.seed", 0, 0, 1, 0, null)],
            Samples =
            [
                new("$.coefficients[0].weight", JsonChangeKind.Changed, "0.51", "0.64", 0.13),
                new("$.coefficients[1].weight", JsonChangeKind.Changed, "0.12", "0.10", -0.02),
                new("$.coefficients[2].weight", JsonChangeKind.Changed, "1.5", "1.54", 0.04),
                new("$.coefficients[3]", JsonChangeKind.Added, null, """{"name":"age","weight":0.2}"""),
                new("$.seed", JsonChangeKind.Retyped, "\"7\"", "7"),
                new("$.solver.name", JsonChangeKind.Changed, "\"lbfgs with warm start\"", "\"newton with warm start\""),
                new("$.solver['max iter']", JsonChangeKind.Removed, "100", null),
            ],
        },
    };

    public static OutputDiff Text { get; } = new()
    {
        Path = "summary.txt",
        Kind = DiffKind.Changed,
        ComparedAs = CompareMode.Text,
        Headline = "2 of 14 lines changed, 1 added",
        OldSize = 320,
        NewSize = 344,
        Detail = new TextDiff
        {
            OldLines = 14,
            NewLines = 15,
            Added = 3,
            Removed = 2,
            Hunks =
            [
                new(3, 4, 3, 4,
                [
                    new(DiffKind.Same, "Coefficients:"),
                    new(DiffKind.Removed, "(Intercept)  1.2031   0.0412  29.20  <2e-16"),
                    new(DiffKind.Added, "(Intercept)  1.2207   0.0412  29.63  <2e-16"),
                    new(DiffKind.Same, "age          0.0034   0.0009   3.78  0.0002"),
                ]),
                new(11, 3, 11, 4,
                [
                    new(DiffKind.Same, ""),
                    new(DiffKind.Removed, "R2 0.81 "),
                    new(DiffKind.Added, "R2 0.83"),
                    new(DiffKind.Added, "\tdone"),
                    new(DiffKind.Same, "end"),
                ]),
            ],
        },
    };

    public static OutputDiff Image { get; } = new()
    {
        Path = "plots/fit.png",
        Kind = DiffKind.Changed,
        ComparedAs = CompareMode.Binary,
        Headline = "PNG image changed, 48 × 32 pixels as before",
        OldSize = 812,
        NewSize = 825,
        Detail = new BinaryDiff { Format = "PNG image", OldHash = new string('a', 64), NewHash = new string('b', 64), FirstDifference = 41, OldImage = new(48, 32), NewImage = new(48, 32) },
    };

    public static OutputDiff Folder { get; } = new()
    {
        Path = "out",
        Kind = DiffKind.Changed,
        ComparedAs = CompareMode.Folder,
        Headline = "2 of 5 files changed, 1 added",
        OldSize = 5000,
        NewSize = 5200,
        Detail = new FolderDiff
        {
            Added = 1,
            Removed = 0,
            Changed = 2,
            Same = 3,
            Files = [new() { Path = "out/x.bin", Kind = DiffKind.Added, Headline = "new, 12 B", NewSize = 12 }, Text with { Path = "out/summary.txt" }, Json with { Path = "out/model.json" }],
        },
    };

    public static OutputDiff New { get; } = new() { Path = "fresh.csv", Kind = DiffKind.Added, ComparedAs = CompareMode.Table, Headline = "new: 12 rows, 3 columns", NewSize = 412 };

    public static OutputDiff Gone { get; } = new() { Path = "old.csv", Kind = DiffKind.Removed, ComparedAs = CompareMode.Table, Headline = "gone: it had 12 rows", OldSize = 412 };

    public static OutputDiff Same { get; } = new() { Path = "A.csv", Kind = DiffKind.Same, Headline = "same", IsIdentical = true, OldSize = 100, NewSize = 100 };

    public static OutputDescription NewDescription { get; } = new()
    {
        Kind = CompareMode.Table,
        Size = 412,
        Hash = new string('c', 64),
        Rows = 12,
        Columns =
        [
            new() { Name = "id", Type = ColumnType.Integer, Nulls = 0, Distinct = 12, Min = "1", Max = "12", Mean = 6.5 },
            new() { Name = "when", Type = ColumnType.DateTime, Nulls = 0, Distinct = 12 },
            new() { Name = "score", Type = ColumnType.Float, Nulls = 2, Distinct = 10, Min = "0.1", Max = "0.93", Mean = 0.44 },
        ],
        Sample = [["1", "2026-01-01T00:00:00Z", "0.1"], ["6", "2026-01-06T00:00:00Z", null], ["12", "2026-01-12T00:00:00Z", "0.93"]],
    };
}
