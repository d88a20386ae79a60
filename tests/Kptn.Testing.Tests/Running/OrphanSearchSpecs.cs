using Kptn.Testing.Rendering;
using Kptn.Testing.Reviewing;
using Kptn.Testing.Running;

namespace Kptn.Testing.Tests.Running;

/// <summary>Snapshots that belong to nothing, in reports.</summary>
public sealed class OrphanSearchSpecs
{
    [Fact]
    public void Orphans_that_cannot_be_looked_for_are_said_to_be_so_and_fail_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a file that cannot be read, whoever reads it, is known on Linux only");
        using var project = new Pipeline().Write("kptn.yaml", """
            graphs: {g: {tasks: {states: [], sums: states}}}
            tasks:
              states: {command: ["true"], cache_result: true, iterable_item: state}
              sums: {command: ["true"], map_over: state}
            """).Write("snapshots/g/sums/notes.txt", "").Write("snapshots/g/states/notes.txt", "");
        File.CreateSymbolicLink(project["snapshots/g/states/manifest.received.json"], "/proc/self/mem");
        var bench = Assert.Single(TestBench.OpenAll(project.Root, null, []));

        var outcome = Assert.Single(OrphanSearch.OutcomesOf(bench));

        Assert.Equal(TestStatus.Orphaned, outcome.Status);
        Assert.True(outcome.Passes);
        Assert.Contains("could not be looked for", outcome.Reason, StringComparison.Ordinal);
    }
}
