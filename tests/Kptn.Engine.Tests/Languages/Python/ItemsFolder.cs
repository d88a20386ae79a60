using System.Text;
using System.Text.Json;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.State;

namespace Kptn.Engine.Tests.Languages.Python;

/// <summary>A project folder with one Python worker, and workers for items of a task whose script is <c>tasks/t.py</c> with a function <c>f</c>.</summary>
public sealed class ItemsFolder(bool withoutFork = false) : IAsyncDisposable
{
    private readonly List<IItemWorker> _open = [];
    private readonly WorkerFolder _python = new(withoutFork);

    public TestFolder Files => _python.Files;

    public PythonWorker Worker => _python.Worker;

    public string Imports => File.Exists(Files["imports"]) ? Files.Read("imports") : "";

    public PythonCall Call(string code) => _python.Write(code) with { LogPath = Files["run/task.log"], ResultPath = null };

    internal IItemWorker Open(string code, params PythonArgument[] arguments) => Open(Call(code) with { Arguments = arguments });

    internal IItemWorker Open(PythonCall call)
    {
        var worker = new PythonItems(Worker, call, Describe);
        _open.Add(worker);
        return worker;
    }

    /// <summary>An item named <c>x</c>; it keeps its result.</summary>
    internal ItemWork Item(int number, string json) => new(
        json,
        [new("x", json)],
        [new("KPTN_ITEM", json), new("KPTN_TRY", $"run/task-{number}.1")],
        Files[$"run/items/{number}.log"],
        Files[$"run/items/{number}.result.json"],
        $$"""{"name":"t","try":{{number}}}""");

    internal IReadOnlyList<ItemWork> Items(int count) => [.. Enumerable.Range(0, count).Select(n => Item(n, $"{n}"))];

    internal async Task<ItemEnd[]> RunAsync(IItemWorker worker, IReadOnlyList<ItemWork> bundle, CancellationToken? cancellation = null, Action<int, ItemEnd>? ended = null)
    {
        Assert.Contains(worker, _open);
        var ends = new List<ItemEnd>();
        await worker.RunAsync(
            bundle,
            (index, end) =>
            {
                Assert.Equal(ends.Count, index);
                ends.Add(end);
                ended?.Invoke(index, end);
            },
            cancellation ?? TestContext.Current.CancellationToken);
        Assert.Equal(bundle.Count, ends.Count);
        return [.. ends];
    }

    internal async Task<ItemEnd[]> RunAsync(string code, int count, params PythonArgument[] arguments) => await RunAsync(Open(code, arguments), Items(count));

    /// <summary>Results of items that all have to succeed.</summary>
    internal async Task<string[]> ResultsAsync(IItemWorker worker, IReadOnlyList<ItemWork> bundle)
    {
        var ends = await RunAsync(worker, bundle);
        return [.. ends.Select((end, index) => Result(end, bundle[index]))];
    }

    internal async Task<string[]> ResultsAsync(string code, int count, params PythonArgument[] arguments) => await ResultsAsync(Open(code, arguments), Items(count));

    internal static string Result(ItemEnd end, ItemWork item)
    {
        Assert.Equal((TaskOutcome.Succeeded, ""), (end.Outcome, end.Error));
        return end.Result.Length > 0 ? Encoding.UTF8.GetString(end.Result.Span) : File.ReadAllText(item.ResultPath!);
    }

    /// <summary>What an item wrote; <see langword="null"/> where there is no file.</summary>
    public string? Log(int number) => File.Exists(Files[$"run/items/{number}.log"]) ? Files.Read($"run/items/{number}.log") : null;

    public string TaskLog => File.Exists(Files["run/task.log"]) ? Files.Read("run/task.log") : "";

    /// <summary>Names of all files there but what is written to just now.</summary>
    public IEnumerable<string> Logs => AllFiles.Where(name => !name.EndsWith(".open", StringComparison.Ordinal));

    public IEnumerable<string> AllFiles => Directory.GetFiles(Files["run/items"]).Select(path => Path.GetFileName(path)).Order();

    public static string Json(string text) => JsonSerializer.Serialize(text);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _open) await worker.DisposeAsync();
        await _python.DisposeAsync();
    }

    private string Describe(PythonError error)
    {
        var text = error.Type is null ? error.Message : $"{error.Type}: {error.Message}";
        return error.File is null ? text : $"{text} ({Path.GetRelativePath(Files.Root, error.File)}:{error.Line})";
    }
}
