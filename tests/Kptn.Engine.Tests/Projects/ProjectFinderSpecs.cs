using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Projects;

public sealed class ProjectFinderSpecs : IDisposable
{
    private const string Kptn = "[tool.kptn]\n";
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a/b")]
    [InlineData("a/b/")]
    public void I_can_be_anywhere_below_a_project(string start)
    {
        _folder.Write("kptn.yaml", "").Write("a/b/file", "");

        var found = Found(start);

        Assert.Equal(new ProjectLocation(_folder.Root, _folder["kptn.yaml"], null, null), found);
    }

    [Fact]
    public void The_nearest_project_counts()
    {
        _folder.Write("kptn.yaml", "").Write("a/kptn.yaml", "").Write("a/b/file", "").Write("c/src/kptn.yaml", "").Write("c/pyproject.toml", Kptn + "tasks_conf_path = 'src/kptn.yaml'").Write("c/d/file", "");

        Assert.Equal(_folder["a"], Found("a/b").Root);
        Assert.Equal(_folder["c/src"], Found("c/d").Root);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("src/tasks", null)]
    [InlineData("tests", null)]
    [InlineData("tests", "..")]
    [InlineData("tests", "../src/")]
    [InlineData("tests", "../src/kptn.yaml")]
    [InlineData("tests", "../pyproject.toml")]
    public void The_settings_of_pyproject_hold_wherever_I_start(string start, string? option)
    {
        _folder.Write("pyproject.toml", Kptn + "tasks_conf_path = \"src/kptn.yaml\"\nflows_dir = 'flows'").Write("src/kptn.yaml", "").Write("src/tasks/a.py", "").Write("tests/file", "");

        var found = Found(start, option);

        Assert.Equal((_folder["src"], _folder["src/kptn.yaml"], _folder["pyproject.toml"]), (found.Root, found.ConfigPath, found.PyprojectPath));
        Assert.Equal($"{_folder["pyproject.toml"]}:3:13", found.ToolKptn!["flows_dir"]!.Place.ToString());
    }

    [Fact]
    public void A_pyproject_beside_needs_no_tasks_conf_path()
    {
        _folder.Write("pyproject.toml", "[project]\nname = 'x'\n" + Kptn + "flows_dir = 'flows'").Write("kptn.yaml", "");

        Assert.Equal("pyproject.toml:4:13", Found("").ToolKptn!["flows_dir"]!.Place.ToString());
    }

    [Fact]
    public void A_pyproject_of_something_else_between_does_not_hide_the_settings()
    {
        _folder.Write("pyproject.toml", Kptn + "tasks_conf_path = 'src/kptn.yaml'").Write("src/kptn.yaml", "").Write("src/pyproject.toml", "[project]\nname = 'x'");

        Assert.Equal(_folder["pyproject.toml"], Found("src").PyprojectPath);
    }

    [Fact]
    public void Settings_do_not_come_from_above_the_git_root_or_from_another_projects_file()
    {
        _folder.Write("pyproject.toml", Kptn + "tasks_conf_path = 'a/kptn.yaml'").Write("a/kptn.yaml", "").Write("a/.git", "gitdir: x").Write("b/kptn.yaml", "");

        Assert.Null(Found("a").ToolKptn);
        Assert.Null(Found("b").ToolKptn);
    }

    [Fact]
    public void The_file_may_have_another_name()
    {
        _folder.Write("pyproject.toml", Kptn + "tasks_conf_path = './x/../pipeline.yaml'").Write("pipeline.yaml", "");

        var found = Found("");

        Assert.Equal((_folder.Root, _folder["pipeline.yaml"]), (found.Root, found.ConfigPath));
        Assert.Equal("pyproject.toml:2:19", found.ToolKptn!["tasks_conf_path"]!.Place.ToString());
    }

    [Theory]
    [InlineData("[project\nname = 'x'", 0)]
    [InlineData("[project\ndependencies = ['kptn']", 1)]
    public void A_broken_pyproject_of_something_else_does_not_stop_me(string pyproject, int warnings)
    {
        _folder.Write("pyproject.toml", pyproject).Write("kptn.yaml", "");

        var result = Find("");

        Assert.NotNull(result.Location);
        Assert.Equal(warnings, result.Findings.Count);
        Assert.All(result.Findings, f => Assert.Equal(Severity.Warning, f.Severity));
    }

    [Theory]
    [InlineData("[tool.kptn]\nflows_dir = ", "toml-syntax pyproject.toml:2:13 expected a value after '=', found the end of the file")]
    [InlineData("[tool]\nkptn = 1", "wrong-type pyproject.toml:2:8 tool.kptn is number 1")]
    [InlineData("[tool.kptn]\ntasks_conf_path = 1", "wrong-type pyproject.toml:2:19 tasks_conf_path is number 1")]
    [InlineData("[tool.kptn]\ntasks_conf_path = ''", "empty-value pyproject.toml:2:19 tasks_conf_path is empty")]
    [InlineData("[tool.kptn]\ntasks_conf_path = 'no.yaml'", "missing-file pyproject.toml:2:19 tasks_conf_path 'no.yaml' does not exist")]
    [InlineData("[tool.kptn]\ntasks_conf_path = 'src'", "bad-value pyproject.toml:2:19 tasks_conf_path 'src' is a folder")]
    [InlineData("[tool.kptn]\ntasks_conf_path = '.'", "leaves-project pyproject.toml:2:19 tasks_conf_path '.' leaves the folder of pyproject.toml")]
    [InlineData("[tool.kptn]\ntasks_conf_path = '../kptn.yaml'", "leaves-project pyproject.toml:2:19 tasks_conf_path '../kptn.yaml' leaves the folder of pyproject.toml")]
    [InlineData("[tool.kptn]\ntasks_conf_path = '/etc/passwd'", "leaves-project pyproject.toml:2:19 tasks_conf_path '/etc/passwd' leaves the folder of pyproject.toml")]
    [InlineData("[tool.kptn]\ntasks_conf_path = \"a\\u0000b\"", "bad-value pyproject.toml:2:19 tasks_conf_path 'a\\u0000b' is not a path")]
    public void What_is_wrong_in_pyproject_is_told_with_and_without_a_kptn_yaml_beside_it(string pyproject, string expected)
    {
        _folder.Write("p/pyproject.toml", pyproject).Write("p/src/kptn.yaml", "").Write("kptn.yaml", "");
        var without = Find("p");
        _folder.Write("p/kptn.yaml", "");
        var with = Find("p");

        Assert.Null(without.Location);
        Assert.Equal(expected, Describe(Assert.Single(without.Findings)).Replace(_folder["p/"], "", StringComparison.Ordinal));
        Assert.Equal(_folder["p"], with.Location!.Root);
        Assert.Equal(expected, Describe(Assert.Single(with.Findings)));
    }

    [Fact]
    public void A_pyproject_that_names_another_file_than_the_one_beside_it_is_told()
    {
        _folder.Write("pyproject.toml", Kptn + "tasks_conf_path = 'src/kptn.yaml'").Write("src/kptn.yaml", "").Write("kptn.yaml", "");

        var result = Find("");

        Assert.Equal((_folder.Root, null), (result.Location!.Root, result.Location.ToolKptn));
        Assert.Equal(("other-project", Severity.Warning), (Assert.Single(result.Findings).Code, result.Findings[0].Severity));
    }

    [Fact]
    public void No_project_says_where_I_looked_and_what_to_do()
    {
        var finding = Assert.Single(Find("").Findings);

        Assert.Equal($"no-project {_folder.Root} no project in '{_folder.Root}' or any folder above it", Describe(finding));
        Assert.Equal("run 'kptn init' to make one", finding.Suggestion);
    }

    [Theory]
    [InlineData("kptn.yml", "", "rename '{0}/kptn.yml' to kptn.yaml")]
    [InlineData("pyproject.toml", "[tool.kptn]\nflows_dir = 'x'", "name its kptn.yaml as tasks_conf_path under [tool.kptn] of '{0}/pyproject.toml', or run 'kptn init' to make one")]
    public void A_near_miss_is_told(string name, string content, string expected)
    {
        _folder.Write(name, content);

        Assert.Equal(string.Format(null, expected, _folder.Root), Assert.Single(Find("").Findings).Suggestion);
    }

    [Theory]
    [InlineData("nowhere", "'{0}/nowhere', which --project names, does not exist")]
    [InlineData("a", "no project in '{0}/a', which --project names")]
    [InlineData("a/x.py", "'{0}/a/x.py', which --project names, is not a kptn.yaml")]
    [InlineData("a/pyproject.toml", "'{0}/a/pyproject.toml' names no project")]
    [InlineData("", "--project '' is not a path")]
    [InlineData("a\0b", "--project 'a\\u0000b' is not a path")]
    public void An_option_that_names_no_project_is_told(string option, string expected)
    {
        _folder.Write("kptn.yaml", "").Write("a/x.py", "").Write("a/pyproject.toml", "[project]\nname = 'kptn-user'");

        var finding = Assert.Single(Find("", option).Findings);

        Assert.Equal(("no-project", string.Format(null, expected, _folder.Root)), (finding.Code, finding.Message));
    }

    [Fact]
    public void A_warning_on_the_way_does_not_stand_for_the_missing_project()
    {
        _folder.Write("pyproject.toml", "kptn");

        Assert.Equal([Severity.Warning, Severity.Error], Find("", ".").Findings.Select(f => f.Severity));
    }

    private ProjectFindResult Find(string start, string? option = null) => ProjectFinder.Find(_folder[start], option);

    private ProjectLocation Found(string start, string? option = null)
    {
        var result = Find(start, option);
        Assert.Empty(result.Findings);
        return result.Location!;
    }

    private static string Describe(Finding finding) => $"{finding.Code} {finding.Place} {finding.Message}";
}
