using System.Globalization;
using System.Text;
using System.Text.Json;
using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Mapping;

/// <summary>Random tasks with mapped ones among them, written as a project, and a simple model of what must run and what it makes.</summary>
internal sealed class MapModel
{
    private static readonly string[][] Pool =
    [
        ["1", "\"1\"", "1.5"], ["2", "\"2\""], ["30", "31"], ["true", "\"true\""], ["null", "\"None\""], ["\"NC\"", "\"nc\""], ["\"a b\"", "\"a,b\""],
        ["\"it's\"", "\"$HOME\""], ["-7", "\"-7\""], ["1e-07", "\"x=1\""], ["\"é\"", "\"e\u0301\""], ["\"~\"", "\"#5\""], ["0.25", "\"0.250\""],
    ];

    private readonly Random _random;
    private readonly List<MapTask> _tasks = [];
    private readonly Dictionary<string, Record> _records = [];
    private readonly Dictionary<string, Dictionary<string, ItemRecord>> _items = [];
    private Dictionary<string, Made> _made = [];
    private int _config;
    private int _mode;
    private string? _only;

    public MapModel(Random random)
    {
        _random = random;
        var first = Add(new MapTask("first", MapKind.List) { Gives = ["X"], IsShell = Maybe(3), HasOutput = Maybe(4) });
        var pairs = Add(new MapTask("pairs", MapKind.List) { Gives = ["A", "B"], IsShell = Maybe(3) });
        foreach (var list in new[] { first, pairs }) list.Elements = Fresh(list);
        var plain = Add(new MapTask("plain", MapKind.Plain) { HasOutput = true, HasResult = true });
        for (var i = 0; i < 4; i++)
        {
            var provider = Pick(_tasks.Where(task => task.Gives.Length > 0).ToArray());
            var isShell = Maybe(2);
            var isChain = !isShell || Maybe(2);
            var task = Add(new MapTask($"m{i}", MapKind.Mapped)
            {
                IsShell = isShell,
                Provider = provider,
                Gives = isChain && Maybe(2) ? [$"Y{i}"] : [],
                HasResult = isChain,
                HasOutput = !isChain || Maybe(2),
                Continues = Maybe(4),
                Ref = isShell || Maybe(2) ? null : Maybe(2) ? provider : plain,
                BundleSize = random.Next(1, 4),
                GroupSize = random.Next(0, 6),
                Retries = random.Next(0, 3),
            });
            task.Dependencies.Add(provider);
            if (task.Ref == plain || Maybe(3)) task.Dependencies.Add(plain);
        }

        var sum = Add(new MapTask("sum", MapKind.Sum) { HasOutput = true });
        sum.Dependencies.AddRange(_tasks.Where(task => task.Kind == MapKind.Mapped));
    }

    public string Edit(Sandbox sandbox)
    {
        var task = Pick(_tasks);
        var lists = _tasks.Where(t => t.Kind == MapKind.List).ToArray();
        var mapped = _tasks.Where(t => t.Kind == MapKind.Mapped).ToArray();
        switch (_random.Next(16))
        {
            case 0:
                task.Constant = _random.Next(6);
                return $"{task.Name} constant {task.Constant}";
            case 1:
                task.Arg = _random.Next(3);
                return $"{task.Name} arg {task.Arg}";
            case 2:
                task.Comment++;
                return $"{task.Name} comment";
            case 3 or 4 or 5:
                task = Pick(lists);
                task.Elements = Changed(task);
                return $"{task.Name} is [{string.Join(',', task.Elements)}]";
            case 6:
                task = Pick(lists);
                task.Elements = [.. task.Elements.OrderBy(_ => _random.Next())];
                return $"{task.Name} shuffled to [{string.Join(',', task.Elements)}]";
            case 7 or 8:
                task = Pick(mapped);
                task.Broken.Clear();
                task.Flaky.Clear();
                foreach (var key in Keys(task) ?? [])
                {
                    if (Maybe(4)) task.Broken.Add(key);
                    else if (Maybe(4)) task.Flaky.Add(key);
                }

                return $"{task.Name} broken [{string.Join(' ', task.Broken)}] flaky [{string.Join(' ', task.Flaky)}]";
            case 9:
                foreach (var all in mapped) all.Broken.Clear();
                return "all mended";
            case 10 or 11:
                var files = Directory.Exists(sandbox["scratch"]) ? Directory.GetFiles(sandbox["scratch"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray() : [];
                if (files.Length == 0) goto case 2;
                var file = Pick(files);
                if (Maybe(2)) File.Delete(file);
                else File.WriteAllText(file, "spoilt");
                return $"spoilt {System.IO.Path.GetRelativePath(sandbox.Root, file)}";
            case 12:
                task = Pick(mapped);
                (task.BundleSize, task.GroupSize, task.Retries) = (_random.Next(1, 4), _random.Next(0, 6), _random.Next(0, 3));
                return $"{task.Name} bundles {task.BundleSize} groups {task.GroupSize} retries {task.Retries}";
            case 13:
                _config = _random.Next(3);
                return $"config {_config}";
            case 14:
                _mode = _random.Next(3);
                return $"env {_mode}";
            default:
                sandbox.Sh("touch *.py *.sh kptn.yaml; test ! -d scratch || find scratch -exec touch {} +");
                return "touched";
        }
    }

    public void WriteTo(Sandbox sandbox)
    {
        sandbox.Environment["MODE"] = $"{_mode}";
        var yaml = new StringBuilder($"config: {{conf: {_config}}}\ngraphs:\n  g:\n    tasks:\n");
        foreach (var task in _tasks) yaml.Append(CultureInfo.InvariantCulture, $"      {task.Name}: [{string.Join(", ", task.Dependencies.Select(d => d.Name))}]\n");
        yaml.Append("tasks:\n");
        foreach (var task in _tasks)
        {
            MapScripts.Write(sandbox, task);
            yaml.Append(MapScripts.Yaml(task)).Append('\n');
            sandbox.Write($"../fail/{task.Name}.broken", Lines(task.Broken));
            sandbox.Write($"../fail/{task.Name}.flaky", Lines(task.Flaky));
        }

        MapScripts.Put(sandbox, "kptn.yaml", yaml.ToString());
    }

    /// <summary>What the next run does: how often each task, or item of it, is started, given what lies on disk now; and notes it as done.</summary>
    /// <param name="sandbox">The project.</param>
    /// <param name="arguments">Gets what to run, where that is one item.</param>
    public (SortedDictionary<string, int> Runs, bool Succeeds) Run(Sandbox sandbox, List<string>? arguments = null)
    {
        var runs = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var chosen = arguments is null ? null : Pick(_tasks.Where(task => task.Kind == MapKind.Mapped).ToArray());
        HashSet<MapTask> scope = chosen is null ? [.. _tasks] : Above(chosen);
        _made = [];
        foreach (var task in _tasks.Where(scope.Contains))
        {
            if (chosen is not null && task == chosen && task.Dependencies.All(d => _made[d.Name].IsUsable))
            {
                var keys = Keys(task)!.Where(key => key.All(c => c is not (',' or '=' or '|' or '\\')) || key[0] == '[').Where(key => key[0] != '[' || key.Count(c => c == ',') == 1).ToList();
                arguments!.Add(task.Name);
                if (keys.Count > 0) _only = Pick(keys);
                if (_only is not null) arguments.AddRange(["--item", Selector(task, _only)]);
            }

            if (task.Dependencies.Any(d => !_made[d.Name].IsUsable)) _made[task.Name] = new Made([], null, [], false, false);
            else if (task.Kind == MapKind.Mapped) _made[task.Name] = RunItems(task, sandbox, runs);
            else _made[task.Name] = RunPlain(task, sandbox, runs);
        }

        if (chosen is not null && arguments!.Count == 0) arguments.Add(chosen.Name);
        var isAsked = _only is not null;
        _only = null;
        return (runs, _made.All(pair => pair.Value.IsWhole || (isAsked && pair.Key == chosen!.Name && pair.Value.IsUsable)));
    }

    /// <summary>Nothing fails any more.</summary>
    public void Mend()
    {
        foreach (var task in _tasks)
        {
            task.Broken.Clear();
            task.Flaky.Clear();
        }
    }

    /// <summary>What must lie in the scratch dir of tasks that are done.</summary>
    public SortedDictionary<string, string> Outputs() => new(
        _made.Values.SelectMany(made => made.Outputs).ToDictionary(output => output.Path, output => output.Content),
        StringComparer.Ordinal);

    private Made RunPlain(MapTask task, Sandbox sandbox, SortedDictionary<string, int> runs)
    {
        var made = task.Kind switch
        {
            MapKind.List => new Made(task.HasOutput ? [($"{task.Name}.txt", Half(task))] : [], $"[{string.Join(',', task.Elements)}]", task.Elements, true, true),
            MapKind.Plain => new Made([($"{task.Name}.txt", Half(task))], $"[{Half(task)}]", [], true, true),
            _ => new Made([($"{task.Name}.txt", string.Concat(task.Dependencies.Where(d => d.HasResult).Select(d => $"{d.Name}={_made[d.Name].Result}\n")))], null, [], true, true),
        };
        var signature = Signature(task, forItems: false);
        var isIntact = made.Outputs.All(output => Is(sandbox, output.Path, output.Content));
        if (!_records.TryGetValue(task.Name, out var record) || record.Signature != signature || !isIntact) runs[task.Name] = 1;
        _records[task.Name] = new Record(signature);
        return made;
    }

    private Made RunItems(MapTask task, Sandbox sandbox, SortedDictionary<string, int> runs)
    {
        var signature = Signature(task, forItems: true);
        var keys = Keys(task)!;
        if (!_items.TryGetValue(task.Name, out var items)) _items[task.Name] = items = [];
        var left = items.Keys.Except(keys).ToList();
        var before = runs.Count;
        var isAskedDone = true;
        var outputs = new List<(string, string)>();
        var results = new List<string>();
        foreach (var key in keys)
        {
            var value = Value(task, key);
            var path = Path(task, key);
            var record = items.GetValueOrDefault(key);
            var isAsked = _only is null || _only == key;
            if (isAsked && (record is null || !record.IsDone || record.Signature != signature || (task.HasOutput && !Is(sandbox, path, value))))
            {
                var tries = task.Broken.Contains(key) ? task.Retries + 1 : task.Flaky.Contains(key) ? Math.Min(2, task.Retries + 1) : 1;
                var isDone = !task.Broken.Contains(key) && !(task.Flaky.Contains(key) && task.Retries == 0);
                runs[$"{task.Name} {key}"] = tries;
                items[key] = record = new ItemRecord(signature, isDone);
            }

            if (isAsked) isAskedDone &= record!.IsDone;
            if (record is not { IsDone: true })
            {
                // A list of elements has those that are there; a list of results has a place for each.
                if (task.Gives.Length == 0) results.Add("null");
                continue;
            }

            if (task.HasOutput && isAsked) outputs.Add((path, value));
            results.Add(task.HasResult ? Quoted(value) : "null");
        }

        // Items that left are dropped by a run of the task, which there is none of where all items that were asked for are done.
        if (_only is null || runs.Count > before)
        {
            foreach (var key in left) items.Remove(key);
        }

        var isWhole = keys.All(key => items.GetValueOrDefault(key) is { IsDone: true });
        var isUsable = _only is not null ? isAskedDone : isWhole || task.Continues;
        return new Made(outputs, task.HasResult ? $"[{string.Join(',', results)}]" : null, results, isUsable, isWhole);
    }

    /// <summary>All that a task, or each of its items, depends on besides its key.</summary>
    private string Signature(MapTask task, bool forItems)
    {
        var text = new StringBuilder(task.Definition).Append(Outside(task));
        if (!forItems && task.Kind == MapKind.List) text.Append(task.Elements.Count).Append(string.Join(',', task.Elements));
        foreach (var dependency in task.Dependencies)
        {
            var made = _made[dependency.Name];
            text.Append('\n').Append(dependency.Name).Append(string.Join(';', made.Outputs.Select(output => $"{output.Path}={output.Content}").Order(StringComparer.Ordinal)));
            if (made.Result is not null && (dependency != task.Provider || task.Ref == dependency)) text.Append(made.Result);
        }

        return text.ToString();
    }

    private string Value(MapTask task, string key)
    {
        var value = new StringBuilder($"{task.Name}|{Half(task)}|{task.Arg}|{key}|{Outside(task)}");
        foreach (var dependency in task.Dependencies.Where(d => d.Kind != MapKind.Mapped && d.HasOutput)) value.Append('|').Append(Half(dependency));
        if (task.Ref is not null) value.Append('|').Append(JsonDocument.Parse(_made[task.Ref.Name].Result!).RootElement.GetArrayLength());
        return value.ToString();
    }

    /// <summary>The config value or the variable that items see.</summary>
    private string Outside(MapTask task) => task.Kind != MapKind.Mapped ? "" : task.IsShell ? $"{_mode}" : $"{_config}";

    private static HashSet<MapTask> Above(MapTask task) => [task, .. task.Dependencies.SelectMany(Above)];

    private static string Selector(MapTask task, string key)
    {
        using var json = JsonDocument.Parse(key);
        var parts = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToArray() : [json.RootElement];
        return string.Join(',', task.Names.Zip(parts, (name, part) => $"{name}={(part.ValueKind == JsonValueKind.String ? part.GetString() : part.GetRawText())}"));
    }

    private string[]? Keys(MapTask task) => _made.TryGetValue(task.Provider!.Name, out var made) ? [.. made.Elements] : null;

    private static string Path(MapTask task, string key)
    {
        using var json = JsonDocument.Parse(key);
        var parts = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToArray() : [json.RootElement];
        return $"{task.Name}/{string.Join('/', parts.Select(part => part.ValueKind == JsonValueKind.String ? part.GetString() : part.GetRawText()))}.txt";
    }

    private List<string> Fresh(MapTask list) => [.. Slots(list).Where(_ => Maybe(2)).Select(Pick)];

    private List<string> Changed(MapTask list)
    {
        var elements = list.Elements.ToList();
        foreach (var slot in Slots(list).Where(_ => Maybe(3)))
        {
            var at = elements.FindIndex(slot.Contains);
            if (at < 0) elements.Insert(_random.Next(elements.Count + 1), Pick(slot));
            else if (Maybe(2)) elements.RemoveAt(at);
            else elements[at] = Pick(slot);
        }

        return elements;
    }

    /// <summary>Groups of elements of which at most one stands in a list, since their text is the same or nearly so.</summary>
    private static IEnumerable<string[]> Slots(MapTask list) => list.Gives.Length == 1
        ? Pool
        : Pool[..4].SelectMany(a => Pool[4..7].Select(b => a.SelectMany(left => b.Select(right => $"[{left},{right}]")).ToArray()));

    private MapTask Add(MapTask task)
    {
        task.Constant = _random.Next(6);
        _tasks.Add(task);
        return task;
    }

    private bool Maybe(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private static string Half(MapTask task) => (task.Constant / 2).ToString(CultureInfo.InvariantCulture);

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    private static bool Is(Sandbox sandbox, string path, string content) => File.Exists(sandbox["scratch/" + path]) && sandbox.Read("scratch/" + path) == content;

    private sealed record Record(string Signature);

    private sealed record ItemRecord(string Signature, bool IsDone);

    /// <summary>What a task has made, as far as it is done.</summary>
    private sealed record Made(IReadOnlyList<(string Path, string Content)> Outputs, string? Result, IReadOnlyList<string> Elements, bool IsUsable, bool IsWhole);
}
