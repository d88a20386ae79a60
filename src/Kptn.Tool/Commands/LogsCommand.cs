using System.CommandLine;
using System.Text;
using Kptn.Engine.Runs;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn logs</c>.</summary>
internal static class LogsCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("logs", "Print what a task wrote in its newest run; without a task, list the logs that are kept")
        {
            Examples =
            [
                ("kptn logs report", "what report wrote last"),
                ("kptn logs report --try 1", "its first try"),
                ("kptn logs", "every run that is kept"),
            ],
        };
        var task = new Argument<string?>("TASK") { Arity = ArgumentArity.ZeroOrOne, Description = "Task whose log to print" };
        var run = new Option<string?>("--run") { Description = "Run, by its id or the start of it (default: the newest with a log of the task)", HelpName = "RUN" };
        var attempt = NumberOption.Create("--try", [], "N", "Which try (default: the last)", least: 1);
        var pathOnly = new Option<bool>("--path") { Description = "Print the path of the log, not what is in it" };
        command.Arguments.Add(task);
        foreach (var option in new Option[] { run, attempt, pathOnly }) command.Options.Add(option);
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(parsed =>
        {
            var opener = new ProjectOpener(tool);
            var folder = options.Project(parsed);

            // What a task wrote must be there to read also where the task has broken the project.
            if ((opener.Read(folder).Bench ?? opener.Open(folder)) is not { } bench) return ExitCodes.BadUsage;
            var folders = new RunFolders(bench.Project.KptnDir);
            IReadOnlyList<string> runs = [.. folders.List().Where(id => id.StartsWith(parsed.GetValue(run) ?? "", StringComparison.Ordinal))];
            if (runs.Count == 0)
            {
                tool.Screen.Refuse(parsed.GetValue(run) is { } wanted ? $"there is no run '{wanted}'; 'kptn logs' lists those that are kept" : "nothing has run yet");
                return ExitCodes.BadUsage;
            }

            if (parsed.GetValue(task) is not { } name) return List(tool.Screen, folders, runs, options.Json(parsed));
            var (id, logs) = runs.Select(run => (run, new TaskLogs(folders.Of(run), name))).FirstOrDefault(found => found.Item2.Tries > 0);
            if (id is null)
            {
                var near = Engine.Projects.NearestName.Of(name, bench.Project.Tasks.Keys);
                tool.Screen.Refuse(bench.Project.Tasks.ContainsKey(name)
                    ? $"task '{name}' did not run in the {Units.Count(runs.Count, "run")} that {(runs.Count == 1 ? "is" : "are")} kept"
                    : $"there is no task '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}");
                return ExitCodes.BadUsage;
            }

            var number = parsed.GetValue(attempt) ?? logs.Tries;
            if (number > logs.Tries)
            {
                tool.Screen.Refuse($"task '{name}' had {(logs.Tries == 1 ? "1 try" : $"{logs.Tries} tries")} in run {id}, not {number}");
                return ExitCodes.BadUsage;
            }

            if (logs.Of(number) is not { } log)
            {
                tool.Screen.Error($"task '{name}' wrote nothing in {(logs.Tries == 1 ? "" : $"try {number} of ")}run {id}");
                return ExitCodes.Success;
            }

            if (parsed.GetValue(pathOnly)) tool.Screen.Line(log);
            else Copy(tool.Screen, log);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Copy(Screen screen, string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[1 << 15];
        for (var count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
        {
            if (screen.IsTerminal) Visible.Replace(buffer.AsSpan(0, count));
            screen.Output.Write(buffer, 0, count);
        }
    }

    private static int List(Screen screen, RunFolders folders, IReadOnlyList<string> runs, bool json)
    {
        var logs = runs.Select(id => (Run: id, Logs: Directory.GetFiles(folders.Of(id), "*.log").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList())).ToList();
        if (json)
        {
            JsonOutput.Write(screen, writer =>
            {
                writer.WriteStartArray();
                foreach (var (id, names) in logs)
                {
                    writer.WriteStartObject();
                    writer.WriteString("run", id);
                    writer.Strings("logs", names);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
            return ExitCodes.Success;
        }

        foreach (var (id, names) in logs)
        {
            screen.Line($"{screen.Paint(id, Colour.Bold)}  {Units.Count(names.Count, "log")}: {string.Join(' ', names.Take(8))}{(names.Count > 8 ? " …" : "")}");
        }

        return ExitCodes.Success;
    }
}
