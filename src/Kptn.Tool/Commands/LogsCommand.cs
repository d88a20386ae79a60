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
        var command = new Command("logs", "Print what a task wrote in its newest run; without a task, list the logs there are");
        var task = new Argument<string?>("TASK") { Arity = ArgumentArity.ZeroOrOne, Description = "The task" };
        var run = new Option<string?>("--run") { Description = "A run's id, or the start of one", HelpName = "RUN" };
        var attempt = new Option<int?>("--try") { Description = "Which try (else the last)", HelpName = "N" };
        var pathOnly = new Option<bool>("--path") { Description = "Print the path of the log instead" };
        command.Arguments.Add(task);
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        foreach (var option in new Option[] { run, attempt, pathOnly }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            if (new ProjectOpener(tool).Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            var folders = new RunFolders(bench.Project.KptnDir);
            IReadOnlyList<string> runs = [.. folders.List().Where(id => id.StartsWith(parsed.GetValue(run) ?? "", StringComparison.Ordinal))];
            if (runs.Count == 0)
            {
                tool.Screen.Error(parsed.GetValue(run) is { } wanted ? $"there is no run '{wanted}'; 'kptn logs' lists those that are kept" : "nothing has run yet");
                return ExitCodes.BadUsage;
            }

            if (parsed.GetValue(task) is not { } name) return List(tool.Screen, folders, runs, options.Json(parsed));
            var newest = runs.FirstOrDefault(id => Ran(folders.Of(id), name) || Newest(folders.Of(id), name, null) is not null);
            if (newest is null)
            {
                var near = Engine.Projects.NearestName.Of(name, bench.Project.Tasks.Keys);
                tool.Screen.Error(bench.Project.Tasks.ContainsKey(name)
                    ? $"task '{name}' did not run in the {Units.Count(runs.Count, "run")} that {(runs.Count == 1 ? "is" : "are")} kept"
                    : $"there is no task '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}");
                return ExitCodes.BadUsage;
            }

            if (Newest(folders.Of(newest), name, parsed.GetValue(attempt)) is not { } log)
            {
                tool.Screen.Error($"task '{name}' wrote nothing in run {newest}");
                return ExitCodes.Success;
            }

            if (parsed.GetValue(pathOnly)) tool.Screen.Line(log);
            else Copy(tool.Screen, log);
            return ExitCodes.Success;
        });
        return command;
    }

    private static string? Newest(string folder, string task, int? attempt)
    {
        if (attempt is { } number)
        {
            var path = Path.Combine(folder, RunFolders.LogName(task, number));
            return File.Exists(path) ? path : null;
        }

        string? found = null;
        for (var i = 1; File.Exists(Path.Combine(folder, RunFolders.LogName(task, i))); i++) found = Path.Combine(folder, RunFolders.LogName(task, i));
        return found;
    }

    private static bool Ran(string folder, string task)
    {
        var log = Path.Combine(folder, "run.jsonl");
        var name = $"\"task\":\"{task}\"";
        return File.Exists(log) && File.ReadLines(log).Any(line => line.Contains("\"task-started\"", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal));
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
