using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

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

    [Fact]
    public void I_can_say_everything_of_a_task()
    {
        _folder.Write("b.py", "");
        var task = OneTask("""
            file: b.py:go
            outputs: out/x.csv
            args: {n: 3, up: {ref: A}}
            cache_result: yes
            iterable_item: US_STATE , ZIP_CODE
            map_over: {glob: "in/*.csv", key: FILE}
            bundle_size: 5
            group_size: 0x10
            compute: {cpu: 1024, memory: 2048}
            duckdb_checkpoint: On
            tags: [db, gpu, db]
            retries: 2
            retry_delay: 500ms
            timeout: 1h30m
            env: {NAME: 1.10, FLAG: true, HOME: }
            code_deps: [lib/*.py]
            on_failure: continue
            snapshot: {keys: [id]}
            """);

        Assert.Equal((TaskLanguage.Python, "go", "b.py", _folder["b.py"]), (task.Language, task.Function, task.File, task.ScriptPath));
        Assert.Equal(["out/x.csv"], task.Outputs.Select(output => output.Text));
        Assert.Equal(["n", "up"], task.Args.Select(arg => arg.Key));
        Assert.True(task.CacheResult && task.DuckDbCheckpoint && task.ContinueOnFailure && task.IsMapped);
        Assert.Equal(["US_STATE", "ZIP_CODE"], task.IterableItem);
        Assert.Equal(("in/*.csv", "FILE", 5, 16), (task.MapGlob, task.MapOver.Single(), task.BundleSize, task.GroupSize));
        Assert.Equal((1024, 2048, 2), (task.Cpu, task.Memory, task.Retries));
        Assert.Equal(["db", "gpu"], task.Tags);
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(90)), (task.RetryDelay, task.Timeout));
        Assert.Equal(["HOME"], task.EnvNames);
        Assert.Equal([new("NAME", "1.10"), new("FLAG", "true")], task.EnvValues);
        Assert.Equal(["lib/*.py"], task.CodeDeps);
        Assert.NotNull(task.Snapshot);
    }

    [Fact]
    public void I_can_give_a_command_as_words_or_for_the_shell()
    {
        var words = OneTask("command: [cp, -n, 3, true, '${A:-b}']");
        Assert.Equal(["cp", "-n", "3", "true", "${A:-b}"], words.Command);
        Assert.False(words.IsShellCommand);
        var shell = OneTask("command: cp a b && echo '${A:-b}'");
        Assert.Equal(["cp a b && echo '${A:-b}'"], shell.Command);
        Assert.True(shell.IsShellCommand);
        Assert.Equal(TaskLanguage.Command, shell.Language);
    }

    [Fact]
    public void I_can_put_words_around_an_R_script()
    {
        _folder.Write("a.R", "");
        var task = OneTask("file: a.R\nprefix_args: nice -n 5 'a b'\ncli_args: [--x, 'a b', 3]");
        Assert.Equal(["nice", "-n", "5", "a b"], task.PrefixArgs);
        Assert.Equal(["--x", "a b", "3"], task.CliArgs);
    }

    [Fact]
    public void I_can_use_another_task_and_restate_some_keys()
    {
        _folder.Write("clean.py", "").Write("D.py", "");
        var project = _folder.Good(Reading.Minimal + """
            tasks:
              A: {command: x}
              C: {use: B, outputs: [c.csv]}
              B: {use: clean, retries: 3, after: A}
              clean: {file: true, outputs: [clean.csv], retries: 1, timeout: 5m}
              D: {use: clean, file: true}
              E: {use: clean, command: make}
              F: {use: E, file: clean.py:other}
            """);
        var (b, c) = (project.Tasks["B"], project.Tasks["C"]);
        Assert.Equal(("clean", "clean.py", 3, TimeSpan.FromMinutes(5)), (c.Function, c.File, c.Retries, c.Timeout));
        Assert.Equal("c.csv clean.csv", $"{c.Outputs.Single().Text} {b.Outputs.Single().Text}");
        Assert.Equal(["A"], c.After);
        Assert.Equal(("D", "D.py"), (project.Tasks["D"].Function, project.Tasks["D"].File));
        Assert.Equal((null, "make"), (project.Tasks["E"].ScriptPath, project.Tasks["E"].Command.Single()));
        Assert.Equal(("other", 0), (project.Tasks["F"].Function, project.Tasks["F"].Command.Count));
    }

    [Fact]
    public void Scripts_are_looked_up_beside_kptn_yaml_then_in_the_roots_of_their_language_in_order()
    {
        _folder.Write("a.R", "").Write("r1/a.R", "").Write("r1/b.R", "").Write("r2/b.R", "").Write("py/A.py", "").Write("sql/q.sql", "").Write("r2/x.sh", "");
        var project = _folder.Good(Reading.Minimal + """
            settings: {r_tasks_dir: [r1, r2], py_tasks_dir: py, duckdb_tasks_dir: sql}
            tasks:
              A: {file: true}
              b: {file: a.R}
              c: {file: b.R}
              d: {file: q.sql}
              e: {file: x.sh}
            """);
        Assert.Equal(["py/A.py", "a.R", "r1/b.R", "sql/q.sql", "r2/x.sh"], project.Tasks.Values.Select(task => Path.GetRelativePath(_folder.Root, task.ScriptPath!)));
        Assert.Equal(
            ["kptn.yaml:9:13 missing-script: script 'c.R' of task 'c' does not exist | a file in the folder of kptn.yaml, r1, r2 | did you mean 'a.R'?"],
            _folder.Findings(_folder.Read("kptn.yaml").Replace("file: b.R", "file: c.R")));
    }

    [Fact]
    public void Settings_are_those_of_pyproject_with_those_of_kptn_yaml_over_them()
    {
        _folder.Write("src/tasks/a.py", "").Write("conf/kptn.yaml", Reading.Minimal + """
            settings: {docker_image: mine, db: sqlite, scratch_dir: ../out, logging: {file: log/kptn.log}, limits: {db: 2}, resources: {cpu: 2048}, retries: 1, timeout: 90, python: python3.12, rscript: ./bin/Rscript}
            tasks:
              A: {file: a.py, tags: db}
            """);
        var place = new Place("pyproject.toml", 2, 1);
        YamlEntry Entry(string key, string value) => new(key, place, new YamlScalar(place, value, value));
        var tool = new YamlMap(place, [Entry("docker_image", "theirs"), Entry("cache_namespace", "shared"), Entry("py_tasks_dir", "src/tasks"), Entry("flows_dir", "flows"), Entry("tasks_conf_path", "conf/kptn.yaml"), Entry("flow_dir", "x")]);
        var (project, findings) = ProjectReader.Read(new ProjectLocation(_folder["conf"], _folder["conf/kptn.yaml"], _folder["pyproject.toml"], tool));
        var settings = project!.Settings;

        Assert.Equal(["pyproject.toml:2:1 unknown-key: unknown key 'flow_dir' in [tool.kptn] | tasks_conf_path, flows_dir, py_tasks_dir, docker_image or cache_namespace | did you mean 'flows_dir'?"], findings.Select(Reading.Line));
        Assert.Equal(("mine", "shared", "local", _folder["flows"]), (settings.DockerImage, settings.CacheNamespace, settings.Db, settings.FlowsDir));
        Assert.Equal([_folder["src/tasks"]], settings.PyTasksDirs);
        Assert.Equal((_folder["out"], _folder["conf/log/kptn.log"]), (settings.ScratchDir, settings.LogFile));
        Assert.Equal((2, 2048, null, 1, TimeSpan.FromSeconds(90)), (settings.Limits["db"], settings.ResourceCpu, settings.ResourceMemory, settings.Retries, settings.Timeout));
        Assert.Equal(("python3.12", _folder["conf/bin/Rscript"]), (settings.Python, settings.Rscript));
        Assert.Equal(_folder["src/tasks/a.py"], project.Tasks["A"].ScriptPath);
    }

    [Fact]
    public void I_can_extend_graphs_in_every_form()
    {
        var project = _folder.Good("""
            graphs:
              base: {tasks: {A: , true: [A]}}
              one: {extends: base}
              two: {extends: [base, one], config: {x: 1}}
              three:
                extends: [{graph: base, args: {A: {n: 1}}}]
                tasks:
                  B: {deps: A, args: {n: 2}}
                  C: []
            tasks:
              A: {command: x}
              B: {command: x}
              C: {command: x}
              true: {command: x}
            config:
              include: []
              duckdb: src.utils:get_engine
              plain: "a:b"
              f: {function: "m:f", alias: g}
              m: {value: 3, alias: n}
            """);
        Assert.Equal(["base"], project.Graphs["one"].Extends.Select(parent => parent.Graph));
        Assert.Equal(["base", "one"], project.Graphs["two"].Extends.Select(parent => parent.Graph));
        Assert.Equal("x", project.Graphs["two"].Config.Single().Key);
        Assert.Equal("n", project.Graphs["three"].Extends.Single().Args["A"].Single().Key);
        Assert.Equal("n", project.Graphs["three"].Tasks[0].Args.Single().Key);
        Assert.Equal(["A", "true"], project.Graphs["base"].Tasks.Select(task => task.Task));
        Assert.Equal(["include", "duckdb", "plain", "f", "m"], project.Config.Select(entry => entry.Key));
    }

    private TaskDefinition OneTask(string keys)
        => _folder.Good($"{Reading.Minimal}tasks:\n  A:\n    {keys.ReplaceLineEndings("\n    ")}\n").Tasks["A"];
}
