using System.CommandLine;
using System.Text;
using Kptn.Engine.Execution;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Graphs;
using Kptn.Engine.Graphs.Drawing;
using Kptn.Engine.Languages;
using Kptn.Engine.Planning;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn graph</c>.</summary>
internal static class GraphCommand
{
    private static readonly string[] Formats = ["tree", "mermaid", "dot", "svg", "png", "json"];

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("graph", "Draw a graph: as a tree, Mermaid, DOT or JSON, and as SVG or PNG where Graphviz is installed")
        {
            Examples =
            [
                ("kptn graph", "a tree in the terminal"),
                ("kptn graph -o graph.svg", "a picture"),
                ("kptn graph --format mermaid", "for a page in Markdown"),
            ],
        };
        var format = new Option<string?>("--format") { Description = "tree, mermaid, dot, svg, png or json (default: by the ending of --output, else tree)", HelpName = "FORMAT" };
        var output = new Option<string?>("--output", "-o") { Description = "File to write (default: print)", HelpName = "FILE" };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !Formats.Contains(word)) result.AddError($"--format must be one of {string.Join(", ", Formats)}, not '{word}'");
        });
        command.Options.Add(format);
        command.Options.Add(output);
        var options = new ProjectOptions().AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var opener = new ProjectOpener(tool);
            if (opener.Open(options.Project(parsed)) is not { } bench || opener.Choose(bench, options.Graph(parsed)) is not { } graph) return ExitCodes.BadUsage;
            var file = parsed.GetValue(output);
            var chosen = parsed.GetValue(format) ?? (options.Json(parsed) ? "json" : ByEnding(file));
            var code = CodeContext.Of(bench.Project, bench.Processes, tool.Time);
            var tables = await TaskTables.OfAsync(graph, code, cancellation).ConfigureAwait(false);
            code.Files.Save();
            var marks = tables.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
            var content = chosen switch
            {
                "mermaid" => Encoding.UTF8.GetBytes(Mermaid.Draw(graph, marks)),
                "dot" => Encoding.UTF8.GetBytes(Dot.Draw(graph, marks)),
                "svg" or "png" => await RenderAsync(tool, bench, Dot.Draw(graph, marks), chosen, cancellation).ConfigureAwait(false),
                "json" => Json(graph, tables),
                _ => Encoding.UTF8.GetBytes(TextTree.Draw(graph, marks)),
            };
            if (content is null) return ExitCodes.BadUsage;
            if (file is not null)
            {
                await File.WriteAllBytesAsync(Path.GetFullPath(file, tool.Folder), content, cancellation).ConfigureAwait(false);
            }
            else if (chosen == "png")
            {
                tool.Screen.Refuse("a PNG is not printed; name a file with --output");
                return ExitCodes.BadUsage;
            }
            else
            {
                tool.Screen.Line(Encoding.UTF8.GetString(content).TrimEnd());
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static string ByEnding(string? file) => Path.GetExtension(file ?? "") switch
    {
        ".mmd" or ".md" => "mermaid",
        ".dot" or ".gv" => "dot",
        ".svg" => "svg",
        ".png" => "png",
        ".json" => "json",
        _ => "tree",
    };

    private static async Task<byte[]?> RenderAsync(ToolContext tool, Workbench bench, string drawing, string format, CancellationToken cancellation)
    {
        if (InterpreterFinder.OnPath("dot") is not { } dot)
        {
            tool.Screen.Refuse($"'dot' was not found, which draws {format.ToUpperInvariant()}; {InstallHints.Of("dot")}");
            return null;
        }

        var spec = new ProcessSpec(dot, ["-T" + format])
        {
            WorkingDirectory = bench.Project.Root,
            Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["HOME"] = Environment.GetEnvironmentVariable("HOME") ?? "" },
        };
        var drawn = await bench.Processes.CaptureAsync(spec, Encoding.UTF8.GetBytes(drawing), Path.GetTempPath(), cancellation).ConfigureAwait(false);
        if (drawn.Exit.ExitCode == 0) return drawn.Output;
        tool.Screen.Refuse($"'dot' failed with exit code {drawn.Exit.ExitCode}: {drawn.Errors.Trim()}");
        return null;
    }

    private static byte[] Json(TaskGraph graph, IReadOnlyDictionary<string, TaskTables> tables)
    {
        var lines = new StringWriter();
        JsonOutput.Write(new Screen(lines, TextWriter.Null, hasColour: false, isLive: false, width: 80), writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("graph", graph.Name);
            writer.WriteStartArray("tasks");
            foreach (var (name, task) in graph.Tasks)
            {
                writer.WriteStartObject();
                writer.WriteString("task", name);
                writer.WriteString("language", LanguageNames.Of(task.Definition.Language));
                writer.Strings("dependencies", task.Dependencies);
                writer.Strings("after", task.After);
                if (tables.GetValueOrDefault(name) is { } used) TablesJson.Write(writer, used);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return Encoding.UTF8.GetBytes(lines.ToString());
    }
}
