using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

public sealed class JsonSpecs
{
    [Fact]
    public void Numbers_within_objects_are_shown_as_people_write_them()
    {
        var diff = Comparison.Of("a.json", """[{"a":1},{"a":52569.69000000001,"b":[-0.5,1.50,2e3,1e-40]}]""", """[{"a":1}]""");
        Assert.Equal("""{"a":52569.69000000001,"b":[-0.5,1.5,2000,1e-40]}""", Assert.Single(diff.Json().Samples).Old);
        var rows = Comparison.Of("a.jsonl", """{"id":1,"v":{"a":[1.5]}}""" + "\n", """{"id":1,"v":{"a":[1.25]}}""" + "\n");
        Assert.EndsWith("""'{"a":[1.5]}' → '{"a":[1.25]}'""", rows.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_value_is_named_by_its_path()
    {
        var diff = Of("""{"items": [{"id": 1, "price": 10}, {"id": 2, "price": 20}], "n": 2}""", """{"n": 2, "items": [{"id": 1, "price": 10}, {"price": 25, "id": 2}]}""");

        Assert.Equal("1 value changed; $.items[*].price +5", diff.Headline);
        Assert.Equal(new JsonChange("$.items[1].price", JsonChangeKind.Changed, "20", "25", 5), Assert.Single(diff.Json().Samples));
    }

    [Fact]
    public void Members_that_came_went_or_are_of_another_type_are_told_apart()
    {
        var json = Of("""{"a": 1, "b": "x", "c": null, "d": {"e": 1}}""", """{"b": 2, "c": 5, "d": {"e": 1, "f": [1]}, "g": ""}""").Json();

        Assert.Equal((2, 1, 1, 1), (json.Added, json.Removed, json.Changed, json.Retyped));
        Assert.Equal(
            ["$.b Retyped \"x\" 2", "$.c Changed null 5", "$.d.f Added  [1]", "$.g Added  \"\"", "$.a Removed 1 "],
            json.Samples.Select(change => $"{change.Path} {change.Kind} {change.Old} {change.New}"));
    }

    [Fact]
    public void Null_missing_and_empty_text_are_three_things()
    {
        Assert.Equal(DiffKind.Changed, Of("""{"a": null}""", """{"a": ""}""").Kind);
        Assert.Equal(DiffKind.Changed, Of("""{"a": null}""", "{}").Kind);
    }

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("100", "1e2")]
    [InlineData("-0.0", "0")]
    [InlineData("0.1", "0.10000000000000001")]
    [InlineData("\"2024-01-01T10:00:00Z\"", "\"2024-01-01T11:00:00+01:00\"")]
    [InlineData("\"\\u00e9\"", "\"é\"")]
    [InlineData("{\"a\":1,\"b\":2}", "{ \"b\" : 2 , \"a\" : 1 }")]
    public void Values_are_equal_however_they_are_written(string before, string after) => Assert.Equal(DiffKind.Same, Of(before, after).Kind);

    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1.00", "1.01")]
    [InlineData("true", "false")]
    [InlineData("\"a\"", "\"A\"")]
    [InlineData("[1,2]", "[2,1]")]
    public void Values_that_differ_a_little_are_a_change(string before, string after) => Assert.Equal(DiffKind.Changed, Of(before, after).Kind);

    [Fact]
    public void An_entry_put_in_front_of_a_list_does_not_change_all_behind_it()
    {
        var json = Of("""[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":3,"n":"c"}]""", """[{"id":0,"n":"z"},{"id":1,"n":"a"},{"id":2,"n":"B"},{"id":3,"n":"c"}]""").Json();

        Assert.Equal((1, 1, 0), (json.Added, json.Changed, json.Removed));
        Assert.Equal(["$[0]", "$[2].n"], json.Samples.Select(change => change.Path));
    }

    [Fact]
    public void Entries_find_each_other_by_key_in_any_order()
    {
        var diff = Of(
            """{"rows":[{"id":1,"v":1},{"id":2,"v":2},{"id":3,"v":3}]}""",
            """{"rows":[{"id":3,"v":3},{"id":4,"v":4},{"id":1,"v":9}]}""",
            Comparison.Keys("id"));

        Assert.Equal(
            ["$.rows[id=4] Added", "$.rows[id=1].v Changed", "$.rows[id=2] Removed"],
            diff.Json().Samples.Select(change => $"{change.Path} {change.Kind}"));
    }

    [Fact]
    public void The_order_of_lists_can_be_made_not_to_count()
        => Assert.Equal(DiffKind.Same, Of("[1,2,[3]]", "[[3],1,2]", CompareSettings.Default with { Ordered = false }).Kind);

    [Theory]
    [InlineData("$.meta.at")]
    [InlineData("at")]
    [InlineData("meta.at")]
    [InlineData("$.meta*")]
    public void Paths_can_be_ignored(string pattern)
        => Assert.Equal(DiffKind.Same, Of("""{"meta":{"at":1},"v":1}""", """{"meta":{"at":2},"v":1}""", CompareSettings.Default with { Ignore = [pattern] }).Kind);

    [Fact]
    public void Tolerances_and_scrubbers_hold_in_json()
    {
        var settings = CompareSettings.Default with
        {
            Tolerance = new Tolerance { Columns = [new ColumnTolerance("$.rows[*].x", new ToleranceAmount(0.1m))] },
            Scrub = [new Scrubber(ScrubKind.Guid)],
        };

        var diff = Of(
            """{"rows":[{"x":1.00,"y":1.00}],"run":"0f8fad5b-d9cb-469f-a165-70867728950e"}""",
            """{"rows":[{"x":1.05,"y":1.05}],"run":"7c9e6679-7425-40de-944b-e07fc1f90ae7"}""",
            settings);

        Assert.Equal("$.rows[0].y", Assert.Single(diff.Json().Samples).Path);
        Assert.Contains("within-tolerance", diff.Codes());
    }

    [Fact]
    public void Counts_are_exact_where_samples_are_few()
    {
        var before = "[" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"{{\"id\":{i},\"x\":{i}}}")) + "]";
        var after = "[" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"{{\"id\":{i},\"x\":{(i % 2 == 0 ? i : i + 3)}}}")) + "]";

        var json = Of(before, after).Json();

        Assert.Equal((2_500, 50), (json.Changed, json.Samples.Count));
        Assert.Equal((3.0, 3.0, 2_500), (json.Paths[0].Numbers!.Min, json.Paths[0].Numbers!.Max, json.Paths[0].Numbers!.Count));
    }

    [Theory]
    [InlineData("{\"a\": 1,}", "the new file is broken in line 1")]
    [InlineData("{\"a\": \"\\ud800\"}", "a text in it holds half a character")]
    public void What_is_no_json_is_compared_as_text(string broken, string reason)
    {
        var diff = Of("{\"a\": \"x\"}", broken);

        Assert.Equal((DiffKind.Changed, CompareMode.Text), (diff.Kind, diff.ComparedAs));
        Assert.Contains(reason, diff.Notes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_documents_do_not_end_the_process()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        Assert.Equal(CompareMode.Text, Of(deep, "[]").ComparedAs);
    }

    private static OutputDiff Of(string before, string after, CompareSettings? settings = null) => Comparison.Of("data.json", before, after, settings);
}
