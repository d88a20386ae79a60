using Kptn.Engine.Projects;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

public sealed class SettingsSpecs
{
    [Theory]
    [InlineData("", "snapshots", 262_144)]
    [InlineData("{}", "snapshots", 262_144)]
    [InlineData("{max_bytes: 0}", "snapshots", 0)]
    [InlineData("{max_bytes: 64 KiB, dir: tests/approved/}", "tests/approved", 65_536)]
    [InlineData("{max_bytes: '2MB'}", "snapshots", 2_000_000)]
    [InlineData("{max_bytes: 1 gib, dir: }", "snapshots", 1_073_741_824)]
    public void Folder_and_size_come_from_the_project(string snapshots, string folder, long bytes)
    {
        using var project = new TestFolder();
        var settings = SnapshotSettings.Of(Read(project, $"settings: {{snapshots: {snapshots}}}"));
        Assert.Equal((project[folder], bytes, project[".kptn"]), (settings.Folder, settings.MaxBytes, settings.KptnDir));
    }

    [Fact]
    public void Names_that_differ_in_case_only_and_mapped_tasks_are_known()
    {
        using var project = new TestFolder();
        var settings = SnapshotSettings.Of(Read(project, ""));
        Assert.Equal(["Clean", "clean"], settings.AlikeNames.Order(StringComparer.Ordinal));
        Assert.Equal(["each"], settings.MappedTasks);
    }

    private static Project Read(TestFolder folder, string settings)
    {
        folder.Write("kptn.yaml", $"graphs: {{g: {{tasks: {{list: , each: list, clean: , Clean: }}}}}}\ntasks:\n  list: {{command: x, cache_result: true}}\n  each: {{command: x, map_over: list}}\n  clean: {{command: x}}\n  Clean: {{command: x}}\n{settings}\n");
        var result = ProjectReader.Read(new ProjectLocation(folder.Root, folder["kptn.yaml"], null, null));
        Assert.True(result.Project is not null, string.Join('\n', result.Findings));
        return result.Project;
    }
}
