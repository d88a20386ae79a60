using Kptn.Engine.Mapping;
using Kptn.Testing.Rendering;

namespace Kptn.Testing.Tests.Running;

/// <summary>Mapped tasks under test.</summary>
public sealed class MapTestSpecs
{
    private static Pipeline Map() => new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {states: [], state: states, all: state}}}
            tasks:
              states: {file: m.py, cache_result: true, iterable_item: S}
              state: {file: m.py, map_over: S, outputs: ["state/${S}.csv"], cache_result: true}
              all: {file: m.py, outputs: [all.csv]}
            """).Write("m.py", """
            import glob
            def states(): return ["CA", "NV", "TX"]
            def state(S, scratch_dir):
                open(f"{scratch_dir}/state/{S}.csv", "w").write(f"k,v\n{S},{len(S)}\n")
                return S.lower()
            def all(state, scratch_dir):
                open(scratch_dir + "/all.csv", "w").write("\n".join(sorted(open(f).read() for f in glob.glob(scratch_dir + "/state/*.csv"))) + str(state))
            """);

    [Fact]
    public void Each_item_has_a_snapshot_and_only_those_that_change_are_red()
    {
        using var shop = Map().Settle();
        shop.Test().IsGreen();
        var report = shop.Replace("m.py", "{len(S)}", "{len(S) + (S == 'NV')}").Test();
        Assert.Equal("state[NV]", report.Named(TestStatus.Changed));
        Assert.Equal("all state state[CA] state[TX] states", report.Named(TestStatus.Same));
        var next = shop.Approve().Test();
        Assert.Equal("all", next.Named(TestStatus.Changed));
        Assert.Equal("state/NV.csv", Assert.Single(report.Of("state", "NV").Outputs, output => !output.Diff.Passes).Diff.Path);
    }

    [Fact]
    public void Single_items_can_be_tested()
    {
        using var shop = Map().Settle();
        shop.Replace("m.py", "{len(S)}", "{len(S) + 1}");
        var one = shop.Test(request => request with { Items = ItemFilter.Parse(["S=TX"], []), ItemCases = ItemCases.Each });
        Assert.Equal("state[TX]", one.Named(TestStatus.Changed));
        Assert.Single(one.Outcomes);
        var each = shop.Test(request => request with { ItemCases = ItemCases.Each });
        Assert.Equal("state[CA] state[NV] state[TX]", each.Named(TestStatus.Changed));
        Assert.Contains("--item S=CA", each.Of("state", "CA").ApproveCommand, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_item_fails_alone()
    {
        using var shop = Map().Settle();
        var report = shop.Replace("m.py", "return S.lower()", "return S.lower() if S != 'CA' else 1 / 0").Test("state");
        Assert.Equal("state[CA]", report.Named(TestStatus.Failed));
        Assert.Equal("state[NV] state[TX]", report.Named(TestStatus.Same));
        Assert.Contains("ZeroDivisionError", report.Error("state", "CA"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_items_too()
    {
        using var shop = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {t: []}}}
            tasks: {t: {file: t.sh, map_over: {glob: "in/*.csv", key: F}, outputs: ["out/${F}"]}}
            """).Write("t.sh", "wc -l < \"$F\" > \"$OUTPUT_PIPELINE_DIR/out/$F\"; ls in | wc -l > /dev/null\n").Write("in/a.csv", "1\n").Write("in/b.csv", "1\n2\n").Settle();
        shop.Test().IsGreen();
        Assert.Equal("t[in/b.csv]", shop.Write("in/b.csv", "1\n2\n3\n").Test().Named(TestStatus.Changed));
        shop.Test(request => request with { ItemCases = ItemCases.Each, Items = ItemFilter.Parse(["F=in/a.csv"], []) }).IsGreen();
    }
}
