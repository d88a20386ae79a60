using System.CommandLine;
using Kptn.Engine.State;
using Kptn.Engine.State.Transfer;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state diff</c>.</summary>
internal sealed class StateDiffCommand
{
    private readonly Argument<string> _old = new("A") { Description = "A storage key, or a file that kptn state export wrote" };
    private readonly Argument<string> _now = new("B") { Description = "Another" };
    private readonly StatePlaceOptions _place;
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private StateDiffCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        command.Arguments.Add(_old);
        command.Arguments.Add(_now);
        _place = new StatePlaceOptions().AddTo(command);
        _options = new ProjectOptions().AddTo(command);
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("diff", "Show which tasks two storage keys, or exported files, do not have alike, and in what")
        {
            Examples =
            [
                ("kptn state diff main feature", "what a branch has that main has not"),
                ("kptn state diff before.jsonl main --tasks report", "one task, then and now"),
            ],
        };
        command.SetAction(new StateDiffCommand(tool, command).RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var opener = new ProjectOpener(_tool);
        if (opener.Open(_options.Project(parsed)) is not { } bench || _place.Namespace(parsed, opener, bench, _options) is not { } space) return ExitCodes.BadUsage;
        using var files = new OpenFiles();
        if (await SourceAsync(parsed.GetValue(_old)!, space, bench, files, cancellation).ConfigureAwait(false) is not { } old) return ExitCodes.BadUsage;
        if (await SourceAsync(parsed.GetValue(_now)!, space, bench, files, cancellation).ConfigureAwait(false) is not { } now) return ExitCodes.BadUsage;
        var differences = StateDiff.Of(old, now, _place.Filter(parsed), cancellation).ToList();
        var alike = old.States.Keys.Union(now.States.Keys).Count(_place.Filter(parsed)) - differences.Count;
        if (_options.Json(parsed)) StateDiffText.WriteJson(_tool.Screen, differences, alike);
        else StateDiffText.Write(_tool.Screen, parsed.GetValue(_old)!, parsed.GetValue(_now)!, differences, alike);
        return differences.Count == 0 ? ExitCodes.Success : ExitCodes.TaskFailed;
    }

    private async Task<StateSource?> SourceAsync(string name, string space, Workbench bench, OpenFiles files, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(name, _tool.Folder);
        if (!StateFile.Is(path))
        {
            return await StatePlaceOptions.ReadAsync(_tool, bench.Branches, new StateKey(name, space), cancellation).ConfigureAwait(false) is { } view ? StateSource.Of(view) : null;
        }

        var sources = files.Add(StateFile.Open(path, cancellation)).Sources;
        if (sources.Where(source => source.Key.Namespace == space).ToList() is [var only]) return only;
        _tool.Screen.Refuse($"'{name}' has {Units.Count(sources.Count(source => source.Key.Namespace == space), "storage key")} in the namespace '{space}', and one is compared");
        return null;
    }

    private sealed class OpenFiles : IDisposable
    {
        private readonly List<StateFile> _files = [];

        public StateFile Add(StateFile file)
        {
            _files.Add(file);
            return file;
        }

        public void Dispose() => _files.ForEach(file => file.Dispose());
    }
}
