using System.CommandLine;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Runs;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn logs</c>.</summary>
internal static class LogsCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("logs", "Print what a task or an item wrote in its newest run; without a task, list the logs that are kept")
        {
            Examples =
            [
                ("kptn logs report", "what report wrote last"),
                ("kptn logs report --try 1", "its first try"),
                ("kptn logs summary", "of a mapped task: what its first failed item wrote"),
                ("kptn logs summary --item US_STATE=NC", "what that item wrote last"),
                ("kptn logs", "every run that is kept"),
            ],
        };
        var task = new Argument<string?>("TASK") { Arity = ArgumentArity.ZeroOrOne, Description = "Task whose log to print" };
        var run = new Option<string?>("--run") { Description = "Run, by its id or the start of it (default: the newest with a log of the task or item)", HelpName = "RUN" };
        var attempt = NumberOption.Create("--try", [], "N", "Which try (default: the last)", least: 1);
        var pathOnly = new Option<bool>("--path") { Description = "Print the path of the log, not what is in it" };
        command.Arguments.Add(task);
        var items = new ItemOptions(hasSubset: false).AddTo(command);
        foreach (var option in new Option[] { run, attempt, pathOnly }) command.Options.Add(option);
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.Validators.Add(result =>
        {
            if (items.IsUsed(result) && result.GetValue(task) is null) result.AddError("--item needs a task: kptn logs TASK --item KEY=VALUE");
        });
        command.SetAction(parsed =>
        {
            var opener = new ProjectOpener(tool);
            var folder = options.Project(parsed);

            // What a task wrote must be there to read also where the task has broken the project.
            if ((opener.Read(folder).Bench ?? opener.Open(folder)) is not { } bench || items.Scope(tool, parsed, Selection.All) is not { } scope) return ExitCodes.BadUsage;
            var folders = new RunFolders(bench.Project.KptnDir);
            IReadOnlyList<string> runs = [.. folders.List().Where(id => id.StartsWith(parsed.GetValue(run) ?? "", StringComparison.Ordinal))];
            if (runs.Count == 0)
            {
                tool.Screen.Refuse(parsed.GetValue(run) is { } wanted ? $"there is no run '{wanted}'; 'kptn logs' lists those that are kept" : "nothing has run yet");
                return ExitCodes.BadUsage;
            }

            if (parsed.GetValue(task) is not { } name)
            {
                LogPrinter.List(tool.Screen, folders, runs, options.Json(parsed));
                return ExitCodes.Success;
            }

            var names = bench.Project.Tasks.TryGetValue(name, out var definition) ? definition.MapOver : [];
            var request = new LogRequest(name, folders, runs, parsed.GetValue(attempt), parsed.GetValue(pathOnly), names, scope.Filter);
            return scope.Filter is null ? TaskLog.Print(tool, bench.Project, request) : ItemLog.Print(tool, bench, request);
        });
        return command;
    }
}
