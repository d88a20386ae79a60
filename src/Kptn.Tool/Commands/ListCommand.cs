using System.CommandLine;
using Kptn.Engine.Graphs;
using Kptn.Engine.Projects;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn list</c>.</summary>
internal static class ListCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("list", "List graphs and their tasks")
        {
            Examples =
            [
                ("kptn list", "every task of every graph"),
                ("kptn list tag:io --graph full", "tasks of one graph that have a tag"),
            ],
        };
        var selection = new SelectionOptions().AddTo(command);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            IEnumerable<TaskGraph> graphs = bench.Graphs.Values;
            if (options.Graph(parsed) is { } name)
            {
                if (opener.Choose(bench, name) is not { } graph) return ExitCodes.BadUsage;
                graphs = [graph];
            }

            var chosen = new List<(TaskGraph Graph, IReadOnlyList<string> Tasks)>();
            foreach (var graph in graphs)
            {
                if (await TaskSelector.SelectAsync(tool, selection.Parse(parsed), bench, graph, cancellation).ConfigureAwait(false) is not { } tasks) return ExitCodes.BadUsage;
                chosen.Add((graph, tasks));
            }

            if (options.Json(parsed)) WriteJson(tool.Screen, bench.Project, chosen);
            else Write(tool.Screen, chosen);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Write(Screen screen, List<(TaskGraph Graph, IReadOnlyList<string> Tasks)> graphs)
    {
        foreach (var (graph, tasks) in graphs)
        {
            screen.Line($"{screen.Paint(graph.Name, Colour.Bold)} ({Units.Count(tasks.Count, "task")})");
            var grid = new Grid();
            foreach (var name in tasks)
            {
                var task = graph.Tasks[name];
                grid.Add(
                    (name, Colour.Cyan),
                    (LanguageNames.Of(task.Definition.Language), null),
                    (Source(task.Definition), null),
                    (task.Dependencies.Count == 0 ? "" : "← " + string.Join(", ", task.Dependencies), Colour.Dim),
                    (string.Concat(task.Definition.Tags.Select(tag => "#" + tag + " ")).TrimEnd(), Colour.Dim));
            }

            grid.Write(screen, "  ");
        }
    }

    private static string Source(TaskDefinition task)
    {
        var source = task.File ?? string.Join(' ', task.Command);
        return source.Length <= 48 ? source : source[..47] + "…";
    }

    private static void WriteJson(Screen screen, Project project, List<(TaskGraph Graph, IReadOnlyList<string> Tasks)> graphs) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartArray();
        foreach (var (graph, tasks) in graphs)
        {
            writer.WriteStartObject();
            writer.WriteString("graph", graph.Name);
            writer.WriteStartArray("tasks");
            foreach (var name in tasks)
            {
                var task = graph.Tasks[name];
                writer.WriteStartObject();
                writer.WriteString("task", name);
                writer.WriteString("language", LanguageNames.Of(task.Definition.Language));
                if (task.Definition.ScriptPath is { } script) writer.WriteString("file", Path.GetRelativePath(project.Root, script));
                if (task.Definition.Function is { } function) writer.WriteString("function", function);
                if (task.Definition.Command.Count > 0) writer.Strings("command", task.Definition.Command);
                writer.Strings("dependencies", task.Dependencies);
                writer.Strings("after", task.After);
                writer.Strings("outputs", task.Definition.Outputs.Select(output => output.Text));
                writer.Strings("tags", task.Definition.Tags);
                writer.WriteBoolean("cache_result", task.Definition.CacheResult);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
