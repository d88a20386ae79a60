using System.Text.Json;

namespace Kptn.Tool.Tests.Diffs;

public sealed class FileDiffSpecs
{
    private const string Old = """
        order_id,customer,city,quantity,price,status,note
        1001,Ada Lovelace,London,2,19.99,open,call first
        1002,Alan Turing,Wilmslow,1,5.00,paid,
        1003,Grace Hopper,Arlington,7,12.50,paid,"gift, wrap"
        1004,Edsger Dijkstra,Nuenen,1,99.00,N/A,
        1005,Barbara Liskov,Boston,3,49.95,N/A,

        """;

    private const string New = """
        order_id,customer,city,quantity,price,status,currency
        1005,Barbara Liskov,Cambridge,3,49.95,,EUR
        1001,Ada Lovelace,London,2,24.99,open,EUR
        1002,Alan Turing,Wilmslow,1,5.00,paid,EUR
        1004,Edsger Dijkstra,Nuenen,1,99.00,,EUR
        1008,Radia Perlman,Seattle,2,7.75,open,EUR

        """;

    private const string Project = """
        graphs: {g: {tasks: {clean: }}}
        tasks:
          clean:
            command: "true"
            outputs: [out/orders.csv]
            snapshot: {keys: {out/orders.csv: [order_id]}, ignore: [note, currency, status, city], tolerance: {columns: {price: 10}}}
        """;

    [Theory(Timeout = 20_000)]
    [InlineData("table", "diff old.csv new.csv")]
    [InlineData("table-with-keys", "diff old.csv new.csv --keys order_id --ignore note,currency --rows 1")]
    [InlineData("stat", "diff old.csv new.csv --stat")]
    [InlineData("markdown", "diff old.csv new.csv --markdown -")]
    [InlineData("folders", "diff a b")]
    [InlineData("folders-stat", "diff a b --stat")]
    [InlineData("same-folder", "diff a a")]
    [InlineData("added", "diff /dev/null new.csv")]
    [InlineData("no-such-file", "diff old.csv nwe.csv")]
    [InlineData("bad-tolerance", "diff old.csv new.csv --tolerance price=much")]
    [InlineData("bad-mode", "diff old.csv new.csv --mode xml")]
    [InlineData("unknown-task", "diff old.csv new.csv --as cleen")]
    [InlineData("nothing-received", "diff clean")]
    public async Task I_can_read_what_changed(string name, string line)
    {
        using var tool = Files();
        Verified.Match((await tool.RunAsync(line)).Transcript, name);
    }

    [Theory(Timeout = 20_000)]
    [InlineData(0, "old.csv", "old.csv")]
    [InlineData(0, "old.csv", "shuffled.csv")]
    [InlineData(1, "old.csv", "shuffled.csv", "--ordered")]
    [InlineData(1, "old.csv", "new.csv")]
    [InlineData(1, "old.csv", "dearer.csv")]
    [InlineData(1, "old.csv", "dearer.csv", "--tolerance", "0.001")]
    [InlineData(0, "old.csv", "dearer.csv", "--tolerance", "0.01")]
    [InlineData(0, "old.csv", "dearer.csv", "--tolerance", "1%")]
    [InlineData(0, "old.csv", "dearer.csv", "--tolerance", "price=0.5")]
    [InlineData(1, "old.csv", "dearer.csv", "--tolerance", "quantity=0.5")]
    [InlineData(0, "old.csv", "dearer.csv", "--tolerance", "quantity=0.5,pri*=0.01")]
    [InlineData(0, "old.csv", "dearer.csv", "--ignore", "price")]
    [InlineData(0, "old.csv", "dearer.csv", "--ignore", "note,p*")]
    [InlineData(0, "old.csv", "dearer.csv", "--ignore", "note", "--ignore", "price")]
    [InlineData(1, "old.csv", "shuffled.csv", "--mode", "text")]
    [InlineData(1, "old.csv", "/dev/null")]
    [InlineData(2, "old.csv", "missing.csv")]
    [InlineData(2, "old.csv", "new.csv", "--tolerance", "-1")]
    [InlineData(2, "old.csv", "new.csv", "--html", "old.csv/x.html")]
    [InlineData(2, "old.csv")]
    [InlineData(2, "clean", "--keys", "order_id")]
    [InlineData(0)]
    public async Task The_exit_code_tells_the_same_from_different_and_from_what_cannot_be_told(int exitCode, params string[] words)
    {
        using var tool = Files();
        var result = await tool.RunAsync(["diff", .. words]);
        Assert.True(exitCode == result.ExitCode, result.Transcript);
    }

    [Fact(Timeout = 20_000)]
    public async Task Settings_of_a_task_count_as_in_its_tests()
    {
        using var tool = Files().Write("project/kptn.yaml", Project).Write("project/orders.verified.csv", Old).Write("project/out/orders.csv", New.Replace(",currency", ",note", StringComparison.Ordinal));

        var result = await tool.RunAsync("diff", "project/orders.verified.csv", "project/out/orders.csv", "--as", "clean", "-p", "project", "--json");
        using var json = JsonDocument.Parse(result.Output);

        Assert.Equal(1, result.ExitCode);
        var detail = json.RootElement.GetProperty("detail");
        Assert.Equal(["order_id"], detail.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!));
        Assert.Equal((0, 1, 1), (detail.GetProperty("changed_rows").GetInt32(), detail.GetProperty("added_rows").GetInt32(), detail.GetProperty("removed_rows").GetInt32()));
        Assert.Equal(1, (await tool.RunAsync("diff", "project/orders.verified.csv", "project/out/orders.csv", "--as", "clean", "-p", "project", "--tolerance", "0", "--stat")).Output.Split('\n').Count(line => line.Contains("1 of 5 rows changed", StringComparison.Ordinal)));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_report_is_a_file_in_each_form()
    {
        using var tool = Files();
        var result = await tool.RunAsync("diff old.csv new.csv --keys order_id --markdown out/diff.md --html out/diff.html --json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("old.csv → new.csv", JsonDocument.Parse(result.Output).RootElement.GetProperty("path").GetString());
        Assert.StartsWith("### `old.csv → new.csv` 5 rows · 1 added · 1 removed · 3 changed", tool.Read("out/diff.md"), StringComparison.Ordinal);
        Assert.Contains("Cambridge", tool.Read("out/diff.md"), StringComparison.Ordinal);
        var page = tool.Read("out/diff.html");
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.Contains("Cambridge", page, StringComparison.Ordinal);
        Assert.DoesNotContain("approved", page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_column_with_a_comma_in_its_name_stands_in_quotes()
    {
        using var tool = new ToolHarness().Write("a.csv", "id,\"net, EUR\"\n1,2\n").Write("b.csv", "id,\"net, EUR\"\n1,3\n");
        Assert.Equal(0, (await tool.RunAsync("diff", "a.csv", "b.csv", "--ignore", "x,\"net, EUR\"")).ExitCode);
        Assert.Equal(1, (await tool.RunAsync("diff", "a.csv", "b.csv", "--ignore", "net, EUR")).ExitCode);
    }

    [Fact(Timeout = 20_000)]
    public async Task No_name_or_content_steers_the_terminal()
    {
        using var tool = new ToolHarness().Write("a\e[2J.csv", "id,v\n1,\e]0;title\a\n").Write("b.csv", "id,v\n1,\e[31mred\n");
        var result = await tool.RunAsync("diff", "a\e[2J.csv", "b.csv");
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain('\e', result.Output);
    }

    private static ToolHarness Files() => new ToolHarness()
        .Write("old.csv", Old)
        .Write("new.csv", New)
        .Write("dearer.csv", Old.Replace("12.50", "12.51", StringComparison.Ordinal))
        .Write("shuffled.csv", string.Join('\n', Old.Split('\n', StringSplitOptions.RemoveEmptyEntries).OrderByDescending(line => line, StringComparer.Ordinal)) + "\n")
        .Write("kptn.yaml", Project)
        .Write("a/orders.csv", Old).Write("b/orders.csv", New)
        .Write("a/model.json", """{"name": "lbfgs", "coef": [0.51, 0.12], "seed": 7}""").Write("b/model.json", """{"name": "newton", "coef": [0.51, 0.13], "seed": "7"}""")
        .Write("a/fit.txt", "Call:\nlm(y ~ x)\nR2 0.81\n").Write("b/fit.txt", "Call:\nlm(y ~ x)\nR2 0.83\nAIC 12\n")
        .Write("a/same.txt", "same\n").Write("b/same.txt", "same\n")
        .Write("b/more.txt", "more\n");
}
