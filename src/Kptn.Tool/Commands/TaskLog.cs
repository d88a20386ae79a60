using Kptn.Engine.Projects;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Commands;

/// <summary>Prints the log of a task: its own, or that of its first failed item.</summary>
internal static class TaskLog
{
    public static int Print(ToolContext tool, Project project, LogRequest request)
    {
        var name = request.Task;
        var (id, logs) = request.Runs.Select(run => (run, new TaskLogs(request.Folders.Of(run), name))).FirstOrDefault(found => found.Item2.Tries > 0);
        if (id is null)
        {
            var near = NearestName.Of(name, project.Tasks.Keys);
            tool.Screen.Refuse(project.Tasks.ContainsKey(name)
                ? $"task '{name}' did not run in the {Units.Count(request.Runs.Count, "run")} that {(request.Runs.Count == 1 ? "is" : "are")} kept"
                : $"there is no task '{name}'{(near is null ? "" : $"; did you mean '{near}'?")}");
            return ExitCodes.BadUsage;
        }

        if (request.Names.Count > 0 && PrintFailed(tool.Screen, request, id, logs)) return ExitCodes.Success;
        var number = request.Try ?? logs.Tries;
        if (number > logs.Tries)
        {
            tool.Screen.Refuse($"task '{name}' had {(logs.Tries == 1 ? "1 try" : $"{logs.Tries} tries")} in run {id}, not {number}");
            return ExitCodes.BadUsage;
        }

        if (logs.Of(number) is { } log) LogPrinter.Print(tool.Screen, log, request.PathOnly);
        else tool.Screen.Error($"task '{name}' wrote nothing in {(logs.Tries == 1 ? "" : $"try {number} of ")}run {id}");
        return ExitCodes.Success;
    }

    // What is said goes where errors go, so that the log alone can be piped.
    private static bool PrintFailed(Screen screen, LogRequest request, string run, TaskLogs own)
    {
        var folder = request.Folders.Of(run);
        var ended = 0;
        ItemLogEntry? first = null, failed = null;
        foreach (var entry in new ItemLogs(folder, request.Task).Ends())
        {
            if (entry.IsLast) ended++;
            first ??= entry;
            if (entry.IsFailure) failed ??= entry;
        }

        if (failed is null)
        {
            if (first is null || own.Of(own.Tries) is not null) return false;
            screen.Error($"{Units.Count(ended, "item")} of '{request.Task}' ran in run {run}, none failed; choose one: kptn logs {request.Task} {ItemText.Option(request.Names, first.Key)}");
            return true;
        }

        screen.Error($"first failed item of '{request.Task}' in run {run}: {ItemText.Named(request.Names, failed.Key)}: {failed.Error}");
        screen.Error($"choose another: kptn logs {request.Task} {ItemText.Option(request.Names, failed.Key)}");
        var path = Path.Combine(folder, failed.Log);
        if (File.Exists(path)) LogPrinter.Print(screen, path, request.PathOnly);
        else screen.Error("it wrote nothing");
        return true;
    }
}
