using System.Globalization;
using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Matching;
using Kptn.Testing.Comparing.Tables.Tallying;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Tables that are read in parts, and compared by several threads.</summary>
public sealed class LargeTableSpecs
{
    private const int Rows = 120_000;
    private const string Header = "id,name,day,price";

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Changed_rows_among_many_are_found_and_named(bool isShuffled, bool hasKey)
    {
        var before = Lines();
        var after = before.ToArray();
        after[7] = after[7].Replace(",2024", ",2025", StringComparison.Ordinal);
        after[Rows / 2] = "60000,\"now, \"\"quoted\"\"\n\",2024-03-01,1";
        after[Rows - 1] = after[Rows - 1] + "5";
        var next = after.Append("700000,new,2024-01-01,3").Where((_, i) => i != 99_999).ToArray();
        if (isShuffled) new Random(5).Shuffle(next);

        var diff = Comparison.Csv(Text(before), Text(next), hasKey ? Comparison.Keys("id") : null).Table();

        Assert.Equal((3, 1, 1), (diff.ChangedRows, diff.AddedRows, diff.RemovedRows));
        Assert.Equal(hasKey ? RowMatching.Keys : RowMatching.InferredKeys, diff.Matching);
        Assert.Equal(["119999", "60000", "7"], diff.ChangedSamples.Select(row => row.Key.Single()!).Order(StringComparer.Ordinal));
        Assert.Equal("99999", diff.RemovedSamples.Single().Cells[0]);
        Assert.Equal("700000", diff.AddedSamples.Single().Cells[0]);
        Assert.Equal(isShuffled, diff.IsReordered);
    }

    [Fact]
    public void A_column_that_went_and_one_of_another_type_are_found_in_all_rows()
    {
        var before = Lines();
        var after = before.Select(line => line.Split(',')).Select(cells => $"{cells[0]},x{cells[^1]},{string.Join(',', cells[1..^2])}");

        var diff = Comparison.Of("t.csv", Text(before), "id,price,name\n" + string.Join('\n', after) + "\n", Comparison.Keys("id"));

        Assert.Equal(ColumnChange.Removed, diff.Column("day").Change);
        Assert.Equal(ColumnChange.Retyped, diff.Column("price").Change & ColumnChange.Retyped);
        Assert.Equal(Rows, diff.Column("price").ChangedCells);
        Assert.Equal(0, diff.Column("name").ChangedCells);
    }

    [Fact]
    public void Numbers_within_the_tolerance_are_the_same_in_any_order()
    {
        var before = Lines();
        var after = before.Select((line, i) => line + "0000" + (i % 2)).ToArray();
        new Random(3).Shuffle(after);
        var settings = Comparison.Keys("id") with { Tolerance = new Tolerance { All = new ToleranceAmount(0.001m) } };

        Assert.Equal($"{Rows:N0} rows, the same in another order", Comparison.Csv(Text(before), Text(after), settings).Headline);
        Assert.Equal(Rows / 2, Comparison.Csv(Text(before), Text(after), Comparison.Keys("id")).Table().ChangedRows);
    }

    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(300, 200, 20)]
    [InlineData(5_000, 9_000, 6_000)]
    [InlineData(70_000, 66_000, 1)]
    [InlineData(1_100_000, 300_000, 200_000)]
    public void A_join_gives_each_hash_as_many_partners_as_both_have_the_first_to_the_first(int oldCount, int newCount, int distinct)
    {
        var random = new Random(11);
        var values = Enumerable.Range(0, distinct).Select(_ => (ulong)random.NextInt64() << 1).ToArray();
        var (old, next) = (Draw(oldCount), Draw(newCount));
        var queues = old.Select((hash, place) => (hash, place)).GroupBy(entry => entry.hash).ToDictionary(group => group.Key, group => new Queue<int>(group.Select(entry => entry.place)));
        var expected = next.Select(hash => queues.TryGetValue(hash, out var queue) && queue.TryDequeue(out var place) ? place : -1);

        Assert.True(expected.SequenceEqual(HashJoin.Of((oldCount, place => old[place]), (newCount, place => next[place]))));

        ulong[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => values[random.Next(distinct)])];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    [InlineData(300_000)]
    public void Hashes_are_sorted_and_counted_whatever_they_are(int count)
    {
        var random = new Random(count);
        Func<int, ulong>[] kinds = [_ => (ulong)random.NextInt64(), _ => 7, i => (ulong)(i / 3), i => (ulong)(count - i) << 50, i => (ulong)random.Next(50) * 0x0101010101010101];
        foreach (var kind in kinds)
        {
            var hashes = Enumerable.Range(0, count).Select(kind).ToArray();
            var (sorted, list) = (hashes.ToArray(), new BigList<ulong>());
            foreach (var hash in hashes) list.Add(hash);
            HashSort.Sort(sorted);

            Assert.True(hashes.Order().SequenceEqual(sorted));
            var expected = hashes.CountBy(hash => hash).Where(entry => entry.Value > 1).ToDictionary(entry => entry.Key, entry => ((long)entry.Value, 0L));
            Assert.Equal(expected.OrderBy(entry => entry.Key), HashCounts.Repeated(list, new BigList<ulong>()).OrderBy(entry => entry.Key));
        }
    }

    private static string[] Lines()
    {
        var names = new[] { "plain", "\"with, a comma\"", "\"\"\"quoted\"\"\"", "", "Zürich", "a much longer name than fits into any sixty-four bytes that are looked at at once so that some have none" };
        return [.. Enumerable.Range(0, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{names[i % 5 == 1 ? 0 : i * 7 % 6]},2024-01-{1 + (i % 28):00},{i % 977}.{i % 89:00}"))];
    }

    private static string Text(IEnumerable<string> lines) => new StringBuilder(Header).Append('\n').AppendJoin('\n', lines).Append('\n').ToString();
}
