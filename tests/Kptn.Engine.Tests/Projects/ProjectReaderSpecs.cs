using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Projects;

public sealed class ProjectReaderSpecs : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void I_can_read_the_example_that_kptn_is_known_for()
    {
        _folder.Write("A/run.R", "").Write("B/run.R", "").Write("C/run.py", "");
        var project = _folder.Good("""
            graphs:
              example:
                tasks:
                  A:
                  B: A
                  C: [A, B]
            tasks:
              A:
                file: "A/run.R"
                outputs: ["A.csv"]
              B:
                file: "B/run.R"
                outputs: ["B.csv"]
              C:
                file: C/run.py
                outputs: ["C.csv"]
            """);

        Assert.Equal(["A", "B", "C"], project.Tasks.Keys);
        var c = project.Tasks["C"];
        Assert.Equal((TaskLanguage.Python, "C", _folder["C/run.py"], "C/run.py"), (c.Language, c.Function, c.ScriptPath, c.File));
        Assert.Equal(new OutputDeclaration("C.csv", new Place("kptn.yaml", 16, 15)), c.Outputs.Single());
        Assert.Equal(TaskLanguage.R, project.Tasks["A"].Language);
        var graph = project.Graphs["example"];
        Assert.Equal(["A", "B", "C"], graph.Tasks.Select(task => task.Task));
        Assert.Equal(["A@kptn.yaml:6:11", "B@kptn.yaml:6:14"], graph.Tasks[2].Dependencies.Select(dependency => $"{dependency.Task}@{dependency.Place}"));
    }
}
