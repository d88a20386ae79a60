using System.Text;
using Kptn.Engine.Execution;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Graphs;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.Execution;

public sealed class PythonTaskItemSpecs : IDisposable
{
    private readonly TestFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact(Timeout = 30_000)]
    public async Task An_item_gets_its_value_args_config_and_environment_as_its_task_would()
    {
        _files.Write("kptn.yaml", """
            tasks:
              states: {file: states.py, cache_result: true, iterable_item: state}
              one:
                file: one.py
                map_over: state
                cache_result: true
                args: {pair: [1, "b"]}
                env: {EXTRA: "yes"}
            graphs:
              g:
                config: {limit: 7}
                tasks:
                  states:
                  one: states
            """);
        _files.Write("states.py", "def states(): return ['NC']");
        _files.Write("one.py", "import os\ndef one(state, pair, limit, task_info, scratch_dir, storage_key):\n    if state == 'bad':\n        raise ValueError(state)\n    return [state, pair, limit, task_info['try'], os.environ['EXTRA'], os.environ['KPTN_TASK'], os.environ['KPTN_ARG_PAIR'], scratch_dir == os.environ['OUTPUT_PIPELINE_DIR']]");
        var project = ProjectReader.Read(ProjectFinder.Find(_files.Root, null).Location!).Project!;
        var built = GraphBuilder.Build(project);
        Assert.Empty(built.Findings);
        var graph = built.Graphs.Values.Single();
        var processes = new ProcessRunner();
        var cache = _files[".kptn/cache"];
        var code = new CodeContext(project, new FileIndex(project.Root, Path.Combine(cache, "files"), TimeProvider.System), new FactStore(Path.Combine(cache, "facts")), new InterpreterFinder(project), processes);
        var (context, _) = await GraphPreparer.PrepareAsync(project, graph, new StateKey("main", "g"), code, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var tasks = new PythonTasks(context, processes, new TaskEnvironment(context.Outputs.ScratchDir, "run"), "run");
        await using var worker = tasks.Open(context.Tasks["one"], new Dictionary<string, GoodRun>(), TaskFiles.Beside(_files["run/one.log"]), null);
        var ends = new List<ItemEnd>();
        await worker.RunAsync([Item("\"NC\"", 3), Item("\"bad\"", 4)], (_, end) => ends.Add(end), TestContext.Current.CancellationToken);

        Assert.Equal(["", "ValueError: bad (one.py:4)"], ends.Select(end => end.Error));
        Assert.Equal("""["NC",[1,"b"],7,3,"yes","one","[1,\"b\"]",true]""", Encoding.UTF8.GetString(ends[0].Result.Span));
    }

    private ItemWork Item(string value, int number) =>
        new(value, [new("state", value)], [new("KPTN_ITEM", value)], _files[$"run/{number}.log"], _files[$"run/{number}.json"], $$"""{"try":{{number}}}""");
}
