using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>tasks:</c>.</summary>
internal sealed class TasksReader
{
    private readonly Dictionary<string, YamlMap> _maps = [];
    private readonly FindingList _findings;
    private readonly ValueReader _values;
    private readonly TaskReader _reader;
    private readonly TaskReader _muted;
    private readonly UseResolver _uses;

    public TasksReader(ArgsReader args, ProjectPaths paths, Settings settings, FindingList findings)
    {
        _findings = findings;
        _values = new ValueReader(findings);
        var finder = new ScriptFinder(paths, settings);
        var none = new FindingList(muted: true);
        _reader = new TaskReader(new ScriptReader(finder, findings), args, paths, findings);
        _muted = new TaskReader(new ScriptReader(finder, none), new ArgsReader(none, [], _ => true), paths, none);
        _uses = new UseResolver(_maps, findings);
    }

    /// <summary>The tasks by name, in order.</summary>
    public Dictionary<string, TaskDefinition> Read(IReadOnlyList<YamlEntry> entries)
    {
        foreach (var entry in entries) _maps[entry.Key] = entry.Value as YamlMap ?? new YamlMap(entry.Value.Place, []);
        var tasks = new Dictionary<string, TaskDefinition>(entries.Count);
        foreach (var entry in entries) tasks[entry.Key] = ReadTask(entry);
        return tasks;
    }

    private TaskDefinition ReadTask(YamlEntry task)
    {
        if (!Names.IsTask(task.Key))
            _findings.Add("bad-name", task.KeyPlace, $"'{Shown.Text(task.Key)}' cannot be the name of a task", GraphReader.NameForm);
        var draft = new TaskDraft(task.Key, task.KeyPlace);
        if (task.Value is not YamlMap map)
        {
            if (ValueReader.IsNull(task.Value)) ReportNoScript(task, draft);
            else _values.Wrong(task.Value, new(task.Key, "'tasks'"), "a map with the key 'file' or 'command'");
            return draft.Finish();
        }

        if (map["use"] is null)
        {
            foreach (var entry in map.Entries) _reader.Read(entry, task.Key, draft);
        }
        else
        {
            foreach (var (entry, origin) in _uses.Resolve(task.Key)) (origin == task.Key ? _reader : _muted).Read(entry, origin, draft);
        }

        // Order-only dependencies are checked last: a name may be that of a task further down.
        if (After(task.Key) is { } after) draft.After = ReadAfter(after, task.Key, draft);
        CheckTogether(task, map, draft);
        return draft.Finish();
    }

    private YamlEntry? After(string task)
    {
        var entries = _maps[task];
        if (entries["use"] is null) return entries.Entries.FirstOrDefault(entry => entry.Key == "after");
        foreach (var (entry, _) in _uses.Resolve(task))
        {
            if (entry.Key == "after") return entry;
        }

        return null;
    }

    private List<string> ReadAfter(YamlEntry after, string task, TaskDraft draft)
    {
        var names = new List<string>();
        var seen = new HashSet<string>();
        foreach (var text in _values.Texts(after.Value, new("after", draft.Owner)))
        {
            if (text.Text == task)
                _findings.Add("bad-value", text.Place, $"{draft.Owner} comes after itself", "the name of another task");
            else if (!_maps.ContainsKey(text.Text))
                _findings.Add("unknown-task", text.Place, $"{draft.Owner} comes after '{Shown.Text(text.Text)}', which is no task", "", _values.Suggestion(text.Text, _maps.Keys));
            else if (seen.Add(text.Text))
                names.Add(text.Text);
        }

        return names;
    }

    /// <summary>What can only be said of keys together; told where at least one of them is the task's own.</summary>
    private void CheckTogether(YamlEntry task, YamlMap map, TaskDraft draft)
    {
        var (file, command) = (map["file"], map["command"]);
        if (file is not (null or YamlScalar { Value: null }) && command is not (null or YamlScalar { Value: null }))
            _findings.Add("file-and-command", command.Place, $"{draft.Owner} has both 'file' and 'command'", "one of them");
        else if (!HasScript(task.Key) && !_uses.IsBroken(task.Key))
            ReportNoScript(task, draft);
        foreach (var entry in map.Entries)
        {
            if (ValueReader.IsNull(entry.Value)) continue;
            if (entry.Key is "bundle_size" or "group_size" && !draft.IsMapped)
                _findings.Warn("needs-map-over", entry.KeyPlace, $"'{entry.Key}' of {draft.Owner} has no effect without 'map_over'");
            else if (entry.Key == "iterable_item" && !draft.CacheResult)
                _findings.Warn("needs-cache-result", entry.KeyPlace, $"'iterable_item' of {draft.Owner} has no effect without 'cache_result: true'");
            else if (entry.Key is "prefix_args" or "cli_args" && draft.Language != TaskLanguage.R && draft.File is not null)
                _findings.Warn("unused-key", entry.KeyPlace, $"'{entry.Key}' of {draft.Owner} has no effect: its script is not R");
            else if (entry.Key == "duckdb_checkpoint" && draft is { DuckDbCheckpoint: true, Language: not (TaskLanguage.Python or TaskLanguage.Sql) })
                _findings.Warn("unused-key", entry.KeyPlace, $"'duckdb_checkpoint' of {draft.Owner} has no effect: its script is not Python or SQL");
        }
    }

    private bool HasScript(string task)
    {
        foreach (var (entry, _) in _maps[task]["use"] is null ? _maps[task].Entries.Select(entry => new TaskEntry(entry, task)) : _uses.Resolve(task))
        {
            if (entry.Key is "file" or "command" && !ValueReader.IsNull(entry.Value)) return true;
        }

        return false;
    }

    private void ReportNoScript(YamlEntry task, TaskDraft draft)
        => _findings.Add("no-script", task.KeyPlace, $"{draft.Owner} has neither 'file' nor 'command'", "one of them");
}
