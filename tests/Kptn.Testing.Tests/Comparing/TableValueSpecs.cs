using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

/// <summary>Cells of tables: which values are equal.</summary>
public sealed class TableValueSpecs
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1", "1e0")]
    [InlineData("-0.0", "0.0")]
    [InlineData("100", "1E2")]
    [InlineData("0.5", ".5")]
    [InlineData("NaN", "nan")]
    [InlineData("9007199254740993", "9007199254740993.0")]
    [InlineData("0.30000000000000004", "0.3")]
    public void Numbers_are_equal_however_they_are_written(string before, string after)
    {
        var diff = Comparison.Csv($"id,x\n1,{before}\n2,2.5\n", $"id,x\n1,{after}\n2,2.5\n");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.False(diff.IsIdentical);
    }

    [Theory]
    [InlineData("9007199254740993", "9007199254740992", 1)]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567891", 1)]
    [InlineData("1.01", "1.02", 1)]
    [InlineData("NaN", "0", 1)]
    [InlineData("007", "7", 1)]
    [InlineData("1", "", 1)]
    public void Numbers_that_differ_in_the_last_digit_are_not(string before, string after, int changed)
    {
        var diff = Comparison.Csv($"id,x\n1,{before}\n2,2\n", $"id,x\n1,{after}\n2,2\n", Comparison.Keys("id"));

        Assert.Equal(changed, diff.Table().ChangedCells);
    }

    [Fact]
    public void Text_that_looks_like_numbers_in_part_is_compared_as_text()
    {
        Assert.Equal(DiffKind.Changed, Comparison.Csv("v\n1.0\nalpha\n", "v\n1\nalpha\n").Kind);
    }

    [Fact]
    public void The_same_instant_in_another_zone_is_equal_and_noted()
    {
        var diff = Comparison.Csv("id,at\n1,2024-03-01T12:00:00Z\n", "id,at\n1,2024-03-01 13:00:00+01:00\n");

        Assert.Equal(DiffKind.Same, diff.Kind);
        Assert.Contains("same-times", diff.Codes());
    }

    [Theory]
    [InlineData("2024-03-01T12:00:00Z", "2024-03-01T12:00:01Z")]
    [InlineData("2024-03-01T12:00:00Z", "2024-03-01T12:00:00")]
    [InlineData("2024-03-01T12:00:00.123456789Z", "2024-03-01T12:00:00.123456788Z")]
    public void Other_instants_are_a_change(string before, string after) =>
        Assert.Equal(DiffKind.Changed, Comparison.Csv($"id,at\n1,{before}\n", $"id,at\n1,{after}\n").Kind);

    [Theory]
    [InlineData(0.01, 0, DiffKind.Same)]
    [InlineData(0.009, 0, DiffKind.Changed)]
    [InlineData(0, 0.001, DiffKind.Same)]
    [InlineData(0, 0.00099, DiffKind.Changed)]
    public void A_tolerance_is_exact_at_its_border(double absolute, double relative, DiffKind expected)
    {
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { All = new ToleranceAmount((decimal)absolute, relative) } };

        Assert.Equal(expected, Comparison.Csv("id,x\n1,9.99\n2,5\n", "id,x\n1,10.00\n2,5\n", settings).Kind);
    }

    [Fact]
    public void A_tolerance_of_one_column_is_not_that_of_others()
    {
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { Columns = [new ColumnTolerance("price", new ToleranceAmount(1))] } };

        var diff = Comparison.Csv("id,price,tax\n1,10,1\n2,20,2\n", "id,price,tax\n1,11,1\n2,20,3\n", settings);

        Assert.Equal("1 of 2 rows changed; column tax: 1 cell, +1", diff.Headline);
    }

    [Fact]
    public void Rows_within_tolerance_find_each_other_in_any_order_also_where_one_is_by_chance_what_another_was()
    {
        var settings = CompareSettings.Default with { Tolerance = new Tolerance { All = new ToleranceAmount(0.015m) } };

        var diff = Comparison.Csv("x\n1.00\n1.01\n1.02\n1.03\n", "x\n1.04\n1.03\n1.02\n1.01\n", settings);

        Assert.Equal(DiffKind.Same, diff.Kind);
    }

    [Fact]
    public void Scrubbed_cells_are_equal()
    {
        var settings = CompareSettings.Default with { Scrub = [new Scrubber(ScrubKind.Guid), new Scrubber(ScrubKind.DateTime), new Scrubber(ScrubKind.Path), new Scrubber(ScrubKind.Regex, "run-[0-9]+", "run-N")] };

        var diff = Comparison.Csv(
            "id,uuid,at,log,run\n1,0f8fad5b-d9cb-469f-a165-70867728950e,2024-01-01 10:00:00,/tmp/a/1.log,run-12\n",
            "id,uuid,at,log,run\n1,7c9e6679-7425-40de-944b-e07fc1f90ae7,2025-02-02 11:30:00,/var/b/2.log,run-345\n",
            settings);

        Assert.Equal(DiffKind.Same, diff.Kind);
    }
}
