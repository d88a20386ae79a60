using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Team;

/// <summary>A team on one project: checkouts on two branches, a new machine, and somebody who debugs production, all on one table and one bucket.</summary>
public sealed class TeamSpecs
{
    private static readonly string[] Tasks = ["coldest", "profile", "readings", "report", "stations"];

    [Fact(Timeout = 300_000)]
    public async Task Each_gets_what_the_others_have_made_and_no_one_disturbs_another()
    {
        await using var team = await TeamServers.StartAsync();
        using var a = team.Checkout();
        Assert.Equal(0, a.Kptn("state", "create-table", "--wait").Code);
        Assert.Equal(Tasks, a.Run().Ran.Keys);
        Assert.Equal("", a.Run().Reasons);

        // A new machine on the same branch: all is restored, nothing runs.
        using var fresh = team.Checkout();
        var run = fresh.Run();
        Assert.Equal(("", "profile readings report"), (run.Reasons, string.Join(' ', run.Restored.Keys)));
        Assert.Equal(5, run.RestoredItems);
        Same(a, fresh);
        var again = fresh.Run();
        Assert.Equal(("", 0), (again.Reasons, again.Restored.Count));

        // Another branch starts from where its parent is; what it changes is its own.
        using var b = team.Checkout().Sh("git checkout -q -b feature");
        Assert.Equal("", b.Run().Reasons);
        Same(a, b);
        b.Edit("py/coldest.py", "min(", "max(");
        Assert.Equal(["coldest", "report"], b.Run().Ran.Keys.Append("report").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("", a.Run().Reasons);

        // The same change on the first branch: somebody has made it already.
        a.Edit("py/coldest.py", "min(", "max(");
        var merged = a.Run();
        Assert.Equal("", merged.Reasons);
        Assert.Equal("feature", merged.Restored["coldest"].Split(',')[0]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Production_is_cloned_to_debug_it_here_and_stays_as_it_is()
    {
        await using var team = await TeamServers.StartAsync();
        using var production = team.Checkout();
        Assert.Equal(0, production.Kptn("state", "create-table", "--wait").Code);
        Assert.Equal(0, production.Run().Exit.Code);
        var before = production.Kptn("state", "show", "--json").Out;

        using var debug = team.Checkout();
        debug.Edit("kptn.yaml", "db: dynamodb", "db: local").Edit("kptn.yaml", "settings:\n", "settings:\n  storage_key: debug\n");
        Assert.Equal(0, debug.Kptn("state", "clone", "main", "debug", "--from-store", "dynamodb", "--to-store", "local").Code);
        Assert.False(Directory.Exists(debug["scratch"]));
        var restored = debug.Run();
        Assert.Equal(("", "profile readings report"), (restored.Reasons, string.Join(' ', restored.Restored.Keys)));
        Same(production, debug);

        // One task alone, against what production made.
        debug.Edit("py/profile.py", "\"least\": min(values)", "\"least\": 0");
        Assert.Equal(["profile"], debug.Run("profile", "--only").Ran.Keys);
        Assert.Equal(before, production.Kptn("state", "show", "--json").Out);
        Assert.Equal("", production.Run().Reasons);
    }

    private static void Same(Sandbox one, Sandbox other)
    {
        foreach (var file in Directory.GetFiles(one["scratch"], "*", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(other[Path.GetRelativePath(one.Root, file)]));
        }
    }
}
