using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Snapshots;

public sealed class OrphanSpecs
{
    private static readonly SnapshotKey Key = SnapshotProject.Key;
    private static readonly SnapshotKey Item = new("g", "map", "\"NC\"");
    private static readonly SnapshotKey Gone = new("g", "map", "\"TX\"");
    private static readonly SnapshotKey Task = new("g", "old", null);
    private static readonly SnapshotKey Other = new("h", "old", null);

    [Fact]
    public void Snapshots_of_tasks_and_items_that_are_gone_are_told_and_removed()
    {
        using var project = Prepared();
        var orphans = project.Store.Orphans([Key, Item], ["g"]);
        Assert.Equal([Gone, Task], orphans.Select(orphan => orphan.Key));
        Assert.Equal([project["snapshots/g/map/TX"], project["snapshots/g/old"]], orphans.Select(orphan => orphan.Path));
        Assert.Equal(["deep/b.verified.csv", "manifest.verified.json"], orphans[1].Files.Select(file => Path.GetRelativePath(orphans[1].Path, file)));

        foreach (var orphan in orphans) Assert.Equal(orphan.Files, project.Store.Prune(orphan).Deleted);
        Assert.False(Directory.Exists(project["snapshots/g/old"]));
        Assert.False(Directory.Exists(project["snapshots/g/map/TX"]));
        Assert.Empty(project.Store.Orphans([Key, Item], ["g"]));
        Assert.Empty(project.Store.Read(Key)!.Problems);
        Assert.Empty(project.Store.Read(Item)!.Problems);
        Assert.NotNull(project.Store.Read(Other));
    }

    [Fact]
    public void Graphs_that_were_not_asked_for_are_left_alone_unless_they_are_gone()
    {
        using var project = Prepared();
        Assert.Equal([Other], project.Store.Orphans([Key, Item, Gone, Task], ["g"], new OrphanScope { ProjectGraphs = ["g"] }).Select(orphan => orphan.Key));
        Assert.Empty(project.Store.Orphans([Key, Item, Gone, Task], ["g"], new OrphanScope { ProjectGraphs = ["g", "h"] }));
    }

    [Fact]
    public void Items_of_a_task_whose_list_is_not_known_are_no_orphans()
    {
        using var project = Prepared();
        Assert.Equal([Task], project.Store.Orphans([Key], ["g"], new OrphanScope { OpenTasks = [new("g", "map", null)] }).Select(orphan => orphan.Key));
    }

    [Fact]
    public void Files_that_no_manifest_names_are_orphans_of_their_own()
    {
        using var project = Prepared();
        project.Write("snapshots/g/clean/stray.verified.csv", "x").Write("snapshots/g/clean/more/stray.received", "x").Write("snapshots/g/clean/notes.md", "mine");
        var orphans = project.Store.Orphans([Key, Item, Gone, Task], ["g"]);
        Assert.Equal([project["snapshots/g/clean/more/stray.received"], project["snapshots/g/clean/stray.verified.csv"]], orphans.Select(orphan => orphan.Path));
        foreach (var orphan in orphans) project.Store.Prune(orphan);
        Assert.True(project.Has("snapshots/g/clean/notes.md"));
        Assert.False(project.Has("snapshots/g/clean/stray.verified.csv"));
        Assert.False(Directory.Exists(project["snapshots/g/clean/more"]));
    }

    [Fact]
    public void What_was_received_of_a_known_key_is_no_orphan()
    {
        using var project = Prepared();
        project.Output("a.csv", "other").Output("new/n.csv", "n").Receive("a.csv", "new/n.csv");
        Assert.Empty(project.Store.Orphans([Key, Item, Gone, Task], ["g"]));
    }

    [Fact]
    public void Nothing_of_a_manifest_that_cannot_be_read_is_an_orphan()
    {
        using var project = Prepared();
        project.Write("snapshots/g/clean/manifest.verified.json", "<<<<<<< ours\n>>>>>>> theirs\n");
        Assert.Empty(project.Store.Orphans([Key, Item, Gone, Task], ["g"]));
    }

    [Fact]
    public void Files_that_are_no_snapshots_and_links_stay_and_are_told()
    {
        using var project = Prepared();
        using var elsewhere = new TestFolder();
        elsewhere.Write("precious.verified.csv", "mine");
        project.Write("snapshots/g/old/notes.md", "mine");
        Directory.CreateSymbolicLink(project["snapshots/g/old/linked"], elsewhere.Root);
        File.CreateSymbolicLink(project["snapshots/g/old/file.verified.csv"], elsewhere["precious.verified.csv"]);
        Directory.CreateSymbolicLink(project["snapshots/g/gone"], elsewhere.Root);

        var orphan = Assert.Single(project.Store.Orphans([Key, Item, Gone], ["g"]));
        string[] foreign = [project["snapshots/g/old/file.verified.csv"], project["snapshots/g/old/linked"], project["snapshots/g/old/notes.md"]];
        Assert.Equal(foreign, orphan.Foreign);
        Assert.Equal(foreign, project.Store.Prune(orphan).Kept);
        Assert.Equal("mine", File.ReadAllText(elsewhere["precious.verified.csv"]));
        Assert.True(project.Has("snapshots/g/old/notes.md"));
        Assert.False(project.Has("snapshots/g/old/manifest.verified.json"));
    }

    [Fact]
    public void Nothing_elsewhere_is_deleted_whatever_an_orphan_claims()
    {
        using var project = Prepared();
        using var elsewhere = new TestFolder();
        elsewhere.Write("x.verified.csv", "mine");
        string[] files = [elsewhere["x.verified.csv"], project["snapshots/g/clean/../../../precious.verified.csv"], project["kptn.yaml"]];
        project.Write("precious.verified.csv", "mine").Write("kptn.yaml", "mine");
        var result = project.Store.Prune(new OrphanSnapshot { Path = project["snapshots"], Files = files });
        Assert.Equal(files, result.Kept);
        Assert.All(files, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public void Nothing_is_pruned_on_a_build_server()
    {
        using var project = Prepared();
        var store = new SnapshotStore(project.Settings, project.Artifacts) { Server = "Jenkins" };
        var orphan = store.Orphans([Key, Item, Gone], ["g"]).Single();
        Assert.Contains("Jenkins", store.Prune(orphan).Refusal);
        Assert.NotNull(project.Store.Read(Task));
    }

    private static SnapshotProject Prepared()
    {
        var project = new SnapshotProject(mapped: "map");
        project.Output("a.csv", "a\n").Output("deep/b.csv", "b\n");
        foreach (var key in new[] { Key, Item, Gone, Task, Other })
        {
            project.Receive(key, ["deep/b.csv"]);
            project.Store.Approve(project.Pending());
        }

        return project;
    }
}
