using System.CommandLine;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Engine.State.Branches;
using Kptn.Engine.State.Transfer;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state clone</c>.</summary>
internal sealed class StateCloneCommand
{
    private readonly Argument<string> _from = new("FROM") { Description = "Storage key to copy" };
    private readonly Argument<string> _to = new("TO") { Description = "Storage key that gets the copy" };
    private readonly Option<string?> _toNamespace = new("--to-namespace") { Description = "Namespace of the copy (default: the same)", HelpName = "NAME" };
    private readonly Option<string?> _fromStore = Store("--from-store", "Store to copy from (default: the project's)");
    private readonly Option<string?> _toStore = Store("--to-store", "Store to copy to (default: the project's)");
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Replace the state that TO has" };
    private readonly StatePlaceOptions _place;
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private StateCloneCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        command.Arguments.Add(_from);
        command.Arguments.Add(_to);
        _place = new StatePlaceOptions().AddTo(command);
        foreach (var option in new Option[] { _toNamespace, _fromStore, _toStore, _force }) command.Options.Add(option);
        _options = new ProjectOptions().AddTo(command);
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("clone", "Copy state to another storage key, namespace or store; artifacts are not copied, they are fetched when needed")
        {
            Examples =
            [
                ("kptn state clone main try", "all of main, to work on as 'try'"),
                ("kptn state clone main feature --tasks 'clean_*' report", "some tasks"),
                ("kptn state clone prod debug --from-store dynamodb --to-store local", "production, to look into on this machine"),
            ],
        };
        command.SetAction(new StateCloneCommand(tool, command).RunAsync);
        return command;
    }

    private static Option<string?> Store(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "local|duckdb|dynamodb" };
        option.AcceptOnlyFromAmong("local", "duckdb", "dynamodb");
        return option;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var opener = new ProjectOpener(_tool);
        if (opener.Open(_options.Project(parsed)) is not { } bench || _place.Namespace(parsed, opener, bench, _options) is not { } space) return ExitCodes.BadUsage;
        var db = bench.Project.Settings.Db;
        var (fromDb, toDb) = (parsed.GetValue(_fromStore) ?? db, parsed.GetValue(_toStore) ?? db);
        var from = new StateKey(parsed.GetValue(_from)!, space);
        var to = new StateKey(parsed.GetValue(_to)!, parsed.GetValue(_toNamespace) ?? space);
        if (from == to && IsOnePlace(fromDb, toDb))
        {
            _tool.Screen.Refuse($"'{from.StorageKey}' / '{from.Namespace}' is both what is copied and what gets the copy");
            return ExitCodes.BadUsage;
        }

        var source = StateStores.Of(bench.Project, fromDb, _tool.Time);
        if (await StatePlaceOptions.ReadAsync(_tool, source, from, cancellation).ConfigureAwait(false) is not { } view) return ExitCodes.BadUsage;
        var tasks = view.States.Keys.Where(_place.Filter(parsed)).ToList();
        if (tasks.Count == 0)
        {
            _tool.Screen.Refuse($"none of the {Units.Count(view.States.Count, "task")} of '{from.StorageKey}' has such a name");
            return ExitCodes.BadUsage;
        }

        KptnFolder.Create(bench.Project.KptnDir);
        var target = StateStores.Of(bench.Project, toDb, _tool.Time);
        var copy = new StateCopy(StateSource.Of(view));
        if (!await CopyAsync(copy, target, to, tasks, parsed, cancellation).ConfigureAwait(false)) return ExitCodes.BadUsage;
        Tell(from, to, tasks.Count, _options.Json(parsed));
        return ExitCodes.Success;
    }

    private async Task<bool> CopyAsync(StateCopy copy, BranchedStateStore target, StateKey to, IReadOnlyCollection<string> tasks, ParseResult parsed, CancellationToken cancellation)
    {
        var writing = new StateTarget(_tool, target, to);
        if (!_place.HasTasks(parsed)) return await writing.ReplaceAsync(copy, parsed.GetValue(_force), cancellation).ConfigureAwait(false);
        return await writing.AddAsync(copy, tasks, parsed.GetValue(_force), cancellation).ConfigureAwait(false);
    }

    // The journal of state in a database is what the local store keeps.
    private static bool IsOnePlace(string one, string other) => one == other || (one != "dynamodb" && other != "dynamodb");

    private void Tell(StateKey from, StateKey to, int tasks, bool json)
    {
        if (!json)
        {
            _tool.Screen.Line($"copied {Units.Count(tasks, "task")} of {from.StorageKey} / {from.Namespace} to {to.StorageKey} / {to.Namespace}");
            return;
        }

        JsonOutput.Write(_tool.Screen, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("from", from.StorageKey);
            writer.WriteString("from_namespace", from.Namespace);
            writer.WriteString("storage_key", to.StorageKey);
            writer.WriteString("namespace", to.Namespace);
            writer.WriteNumber("tasks", tasks);
            writer.WriteEndObject();
        });
    }
}
