using System.Globalization;
using System.Text;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>A table of random cells, and ways to write it.</summary>
internal sealed class RandomTable(Random random)
{
    private const string Letters = "ab ,;\t|\"'\n\r.é😀0-";

    public List<string> Columns { get; init; } = [];

    public List<string[]> Rows { get; init; } = [];

    /// <summary>Columns <c>id</c>, text, number and date, and others of text.</summary>
    public static RandomTable Of(Random random, int rows, int textColumns)
    {
        var table = new RandomTable(random) { Columns = ["id", "amount", "day", .. Enumerable.Range(0, textColumns).Select(i => $"t{i}")] };
        for (var i = 0; i < rows; i++)
        {
            table.Rows.Add(
            [
                string.Create(CultureInfo.InvariantCulture, $"{i + 1}"),
                string.Create(CultureInfo.InvariantCulture, $"{random.Next(-500, 500) / 4.0}"),
                string.Create(CultureInfo.InvariantCulture, $"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}"),
                .. Enumerable.Range(0, textColumns).Select(_ => table.Text()),
            ]);
        }

        return table;
    }

    /// <summary>A random text that a reader may trip over.</summary>
    public string Text() => new([.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => Letters[random.Next(Letters.Length)])]);

    public RandomTable Shuffled()
    {
        var rows = Rows.ToArray();
        random.Shuffle(rows);
        return new RandomTable(random) { Columns = Columns, Rows = [.. rows] };
    }

    public RandomTable Copy() => new(random) { Columns = [.. Columns], Rows = [.. Rows.Select(row => row.ToArray())] };

    public string ToCsv(char delimiter = ',', string lineEnd = "\n", bool quoteAll = false)
    {
        var text = new StringBuilder();
        foreach (var row in Rows.Prepend([.. Columns]))
        {
            text.AppendJoin(delimiter, row.Select(cell => quoteAll || cell.IndexOfAny([delimiter, '"', '\n', '\r']) >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell));
            text.Append(lineEnd);
        }

        return text.ToString();
    }
}
