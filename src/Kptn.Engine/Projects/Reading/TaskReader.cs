using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads each key of a task into a draft.</summary>
internal sealed class TaskReader(ScriptReader scripts, ArgsReader args, ProjectPaths paths, FindingList findings)
{
    private static readonly string[] OnFailure = ["continue", "stop"];
    private readonly ValueReader _values = new(findings);
    private readonly OutputReader _outputs = new(findings);
    private readonly MapReader _maps = new(findings);
    private readonly ComputeReader _compute = new(findings);
    private readonly EnvReader _env = new(findings);

    /// <summary>Reads one key.</summary>
    /// <param name="entry">The key and its value.</param>
    /// <param name="origin">The task that states it.</param>
    /// <param name="draft">The task.</param>
    public void Read(YamlEntry entry, string origin, TaskDraft draft)
    {
        var value = entry.Value;
        var what = new Subject(entry.Key, draft.Owner);
        switch (entry.Key)
        {
            case "file" when ValueReader.IsNull(value): break;
            case "file": scripts.Read(value, draft, origin); break;
            case "command": ReadCommand(value, what, draft); break;
            case "outputs": draft.Outputs = _outputs.Read(value, what); break;
            case "args": draft.Args = args.Read(value, what); break;
            case "cache_result": draft.CacheResult = _values.Flag(value, what); break;
            case "iterable_item": draft.IterableItem = _maps.Names(value, what); break;
            case "map_over": _maps.MapOver(value, draft); break;
            case "bundle_size": draft.BundleSize = _values.Number(value, what, 1) ?? 1; break;
            case "group_size": draft.GroupSize = _values.Number(value, what, 1); break;
            case "prefix_args": draft.PrefixArgs = Words(value, what); break;
            case "cli_args": draft.CliArgs = Words(value, what); break;
            case "compute": _compute.Read(value, draft); break;
            case "duckdb_checkpoint": draft.DuckDbCheckpoint = _values.Flag(value, what); break;
            case "tags": draft.Tags = Distinct(_values.Texts(value, what)); break;
            case "retries": draft.Retries = _values.Number(value, what, 0); break;
            case "retry_delay": draft.RetryDelay = _values.Duration(value, what, positive: false) ?? TimeSpan.Zero; break;
            case "timeout": draft.Timeout = _values.Duration(value, what, positive: true); break;
            case "env": _env.Read(value, draft); break;
            case "code_deps": draft.CodeDeps = CodeDeps(value, what); break;
            case "after": break;
            case "on_failure": draft.ContinueOnFailure = _values.Choice(value, what, OnFailure) == "continue"; break;
            case "snapshot": draft.Snapshot = Snapshot(value, what); break;
            case "use": break;
            default: _values.Unknown(entry, draft.Owner, KnownKeys.Task); break;
        }
    }

    private void ReadCommand(YamlNode node, Subject what, TaskDraft draft)
    {
        draft.FilePlace = node.Place;
        draft.Language = TaskLanguage.Command;
        switch (node)
        {
            case YamlScalar { Value: null }:
                break;
            case YamlScalar { Value: string text } when text.AsSpan().Trim().Length == 0:
                findings.Add("empty-command", node.Place, $"{what} is empty", "a list of words or text for the shell");
                break;
            case YamlScalar { Value: string text }:
                if (!_values.HasNul(text, node, what)) (draft.Command, draft.IsShellCommand) = ([text], true);
                break;
            case YamlList { Items.Count: 0 } or YamlList { Items: [YamlScalar { Text: "" }, ..] }:
                findings.Add("empty-command", node.Place, $"{what} names no program", "a list whose first word is a program");
                break;
            case YamlList list:
                draft.Command = Argv(list, what);
                break;
            default:
                _values.Wrong(node, what, "text for the shell or a list of words");
                break;
        }
    }

    private List<string> Argv(YamlList list, Subject what)
    {
        var words = new List<string>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (item is YamlScalar { Value: not null } word)
            {
                if (!_values.HasNul(word.Text, item, what)) words.Add(word.Text);
                continue;
            }

            findings.Add("wrong-type", item.Place, $"{what.Entry} is {Shown.Node(item)}", "text or a number");
        }

        return words;
    }

    private List<string> Words(YamlNode node, Subject what)
    {
        // In a list each entry is one word already, as in an argv.
        if (node is YamlList list)
        {
            var argv = Argv(list, what);
            foreach (var item in list.Items.OfType<YamlScalar>()) Variables.Check(item.Text, item.Place, what, findings);
            return argv;
        }

        if (_values.Text(node, what) is not { } text) return [];
        Variables.Check(text, node.Place, what, findings);
        if (PosixWords.Split(text, out var unbalanced) is { } words) return [.. words];
        findings.Add("unbalanced-quote", node.Place, unbalanced == '\\' ? $"{what} ends with a backslash" : $"a {unbalanced} in {what} is never closed", "words as a shell splits them", "");
        return [];
    }

    private List<string> CodeDeps(YamlNode node, Subject what)
    {
        var deps = new List<string>();
        foreach (var text in _values.Texts(node, what))
        {
            if (ProjectPaths.HasDrive(text.Text) || !paths.IsInside(ProjectPaths.Resolve(paths.Root, text.Text)))
                findings.Add("leaves-project", text.Place, $"'{Shown.Text(text.Text)}' in {what} leaves the project", "a file or glob inside the project");
            else if (text.Text.Contains('\\'))
                findings.Add("bad-path", text.Place, $"'{Shown.Text(text.Text)}' in {what} has backslashes", "slashes on every system", $"write '{Shown.Text(text.Text.Replace('\\', '/'))}'");
            else
                deps.Add(text.Text);
        }

        return deps;
    }

    private YamlMap? Snapshot(YamlNode node, Subject what)
    {
        foreach (var entry in _values.Map(node, what))
        {
            if (!KnownKeys.Snapshot.Contains(entry.Key)) _values.Unknown(entry, what.ToString(), KnownKeys.Snapshot);
        }

        return node as YamlMap;
    }

    private static List<string> Distinct(IReadOnlyList<YamlScalar> texts)
    {
        var seen = new HashSet<string>(texts.Count);
        var distinct = new List<string>(texts.Count);
        foreach (var text in texts)
        {
            if (seen.Add(text.Text)) distinct.Add(text.Text);
        }

        return distinct;
    }
}
