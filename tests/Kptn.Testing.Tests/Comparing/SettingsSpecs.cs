using System.Text;
using Kptn.Engine.Projects.Yaml;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Tests.Comparing;

public sealed class SettingsSpecs
{
    [Fact]
    public void All_that_can_be_said_is_read()
    {
        var (settings, findings) = Read("""
            keys: [id, day]
            ignore: loaded_at
            sort: [id]
            tolerance: {absolute: 0.001, relative: 1%, columns: {price: 0.01, "ratio_*": {relative: 0.05}}}
            scrub: [guid, datetime, path, {regex: 'run-\d+', with: run-N}]
            mode: {"*.log": text, "*": auto}
            skip: [debug.csv]
            where: {status: [paid, open], region: {not: ~}}
            thresholds: {rows: 2%, columns_added: 1}
            """);

        Assert.Empty(findings);
        Assert.Equal(["id", "day"], settings.Keys);
        Assert.Equal(["loaded_at"], settings.Ignore);
        Assert.Equal(["id"], settings.Sort.Columns);
        Assert.Equal(new ToleranceAmount(0.001m, 0.01), settings.Tolerance.All);
        Assert.Equal([new ColumnTolerance("price", new ToleranceAmount(0.01m)), new ColumnTolerance("ratio_*", new ToleranceAmount(0, 0.05))], settings.Tolerance.Columns);
        Assert.Equal(
            [new Scrubber(ScrubKind.Guid), new Scrubber(ScrubKind.DateTime), new Scrubber(ScrubKind.Path), new Scrubber(ScrubKind.Regex, @"run-\d+", "run-N")],
            settings.Scrub);
        Assert.Equal((CompareMode.Text, CompareMode.Auto), (settings.ModeOf("a.log"), settings.ModeOf("a.csv")));
        Assert.True(settings.Skips("debug.csv"));
        Assert.Equal(("status", false, "region", true, ""), (settings.Where[0].Column, settings.Where[0].IsExcluded, settings.Where[1].Column, settings.Where[1].IsExcluded, settings.Where[1].Values[0]));
        Assert.Equal(new Thresholds(0, 0.02, 1), settings.Thresholds);
    }

    [Fact]
    public void Short_forms_are_read()
    {
        Assert.Equal(new ToleranceAmount(0.5m), Read("tolerance: 0.5").Settings.Tolerance.All);
        Assert.Equal(new ToleranceAmount(0, 0.1), Read("tolerance: 10%").Settings.Tolerance.All);
        Assert.Equal(["id"], Read("keys: id").Settings.Keys);
        Assert.Equal(["id"], Read("keys: {orders.csv: id}").Settings.KeysOf("orders.csv"));
        Assert.True(Read("skip: true").Settings.Skips("anything"));
        Assert.True(Read("ordered: true").Settings.Ordered);
        Assert.Equal(SortSetting.All, Read("sort: true").Settings.Sort);
        Assert.Equal([new Scrubber(ScrubKind.Guid)], Read("scrub: guid").Settings.Scrub);
        Assert.Equal(CompareSettings.Default, Read("tolerance:").Settings with { Tolerance = Tolerance.Default });
    }

    [Theory]
    [InlineData("kees: [id]", "kptn.yaml:1:1 unknown-key unknown key 'kees' in 'snapshot' of task 'A' || did you mean 'keys'?")]
    [InlineData("keys: 3", "kptn.yaml:1:7 wrong-type 'keys' of task 'A' is number 3 | text or a list of texts | put it in quotes: \"3\"")]
    [InlineData("keys: [id, id]", "kptn.yaml:1:12 duplicate-column column 'id' stands twice in 'keys' of task 'A' | each column once |")]
    [InlineData("mode: tabel", "kptn.yaml:1:7 bad-value 'mode' of task 'A' is 'tabel' | auto, table, json, text or binary | did you mean 'table'?")]
    [InlineData("tolerance: -1", "kptn.yaml:1:12 bad-number 'tolerance' of task 'A' is -1 | a number, 0 or more |")]
    [InlineData("tolerance: {relativ: 1}", "kptn.yaml:1:13 unknown-key unknown key 'relativ' in 'tolerance' of task 'A' | absolute, relative or columns | did you mean 'relative'?")]
    [InlineData("tolerance: {columns: {price: much}}", "kptn.yaml:1:30 wrong-type 'price' of 'tolerance' of task 'A' is text 'much' | a number, 0 or more |")]
    [InlineData("scrub: [uuid]", "kptn.yaml:1:9 bad-value an entry of 'scrub' of task 'A' is 'uuid' | guid, datetime, path or {regex: …, with: …} | did you mean 'guid'?")]
    [InlineData("scrub: [{regex: '['}]", "kptn.yaml:1:17 bad-regex '[' in 'scrub' of task 'A' is no regular expression: Unterminated [] set | a regular expression of .NET |")]
    [InlineData("scrub: [{with: x}]", "kptn.yaml:1:9 missing-key an entry of 'scrub' of task 'A' has no 'regex' | guid, datetime, path or {regex: …, with: …} |")]
    [InlineData("thresholds: {rows: many}", "kptn.yaml:1:20 bad-value 'rows' of 'thresholds' of task 'A' is 'many' | a number, 0 or more, or a part such as '1%' |")]
    [InlineData("where: {a: {nto: 1}}", "kptn.yaml:1:13 unknown-key unknown key 'nto' in 'where' of task 'A' | not | did you mean 'not'?")]
    [InlineData("where: [a]", "kptn.yaml:1:8 wrong-type 'where' of task 'A' is a list | a map from columns to values |")]
    public void What_is_wrong_is_told_with_its_place(string yaml, string expected)
    {
        var finding = Assert.Single(Read(yaml).Findings);

        Assert.Equal(expected, $"{finding.Place} {finding.Code} {finding.Message} |{(finding.Expected.Length > 0 ? $" {finding.Expected} " : "")}| {finding.Suggestion}".TrimEnd());
    }

    [Fact]
    public void What_has_no_effect_is_told()
    {
        Assert.Equal(["unused-key"], Read("ordered: true\nsort: true").Findings.Select(finding => finding.Code));
        Assert.Equal(["key-ignored"], Read("keys: [id]\nignore: [id]").Findings.Select(finding => finding.Code));
    }

    private static CompareSettingsResult Read(string yaml)
        => CompareSettingsReader.Read((YamlMap)YamlReader.Read(Encoding.UTF8.GetBytes(yaml), "kptn.yaml").Root!, "task 'A'", CompareSettings.Default);
}
