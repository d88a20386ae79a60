using Kptn.EndToEnd.Harness;
using Kptn.Tests.Servers;

namespace Kptn.EndToEnd.Known;

/// <summary>What is known goes through a shared place: state is each machine's own.</summary>
public sealed class KnownSharedSpecs
{
    [Fact(Timeout = 120_000)]
    public async Task Tasks_and_items_of_another_machine_are_restored_and_a_place_that_is_gone_stops_nothing()
    {
        using var one = Project("main");
        await using (var s3 = await S3Local.StartAsync(one["../bucket"]))
        {
            using var two = Project("feature");
            foreach (var (name, value) in s3.Environment) one.Environment[name] = two.Environment[name] = value;
            one.Settle();

            Assert.Equal(["all", "each", "list"], two.Plan().Of("restore"));
            var run = two.Run();
            Assert.Equal(("", 2), (run.Reasons, run.RestoredItems));
            Assert.Equal("a\nb\n", two.Read("scratch/all.txt"));
        }

        // The server is gone, and so is what was kept here: the plan says so, and the run goes on.
        one.Sh("rm -rf scratch .kptn/artifacts");
        var plan = one.Plan();
        Assert.Equal(0, plan.Exit.Code);
        Assert.Contains("notice: what is to be restored may have to run: 's3://bucket/x' could not be reached", plan.Exit.Error, StringComparison.Ordinal);
        Assert.Contains("'s3://bucket/x' could not be reached", one.Kptn("status").Error, StringComparison.Ordinal);
        var alone = one.Run();
        Assert.Equal(["all", "each", "list"], alone.Ran.Keys);
        Assert.Equal("a\nb\n", one.Read("scratch/all.txt"));
    }

    private static Sandbox Project(string key)
    {
        var project = Sandbox.Empty().Write("kptn.yaml", $$"""
            settings: {artifacts: s3://bucket/x, storage_key: {{key}}}
            graphs: {g: {tasks: {list: , each: list, all: each} } }
            tasks:
              list: {file: list.py, cache_result: true, iterable_item: X}
              each: {command: 'echo $X > "$OUTPUT_PIPELINE_DIR/x_$X.txt"', map_over: X, outputs: ["x_${X}.txt"]}
              all: {command: 'cat "$OUTPUT_PIPELINE_DIR"/x_*.txt > "$OUTPUT_PIPELINE_DIR/all.txt"', outputs: [all.txt]}
            """).Write("list.py", "def list(): return ['a', 'b']");
        project.Restores = true;
        return project;
    }
}
