using System.Text;

namespace Kptn.Engine.Graphs.Drawing;

/// <summary>Draws a graph in the language of Graphviz.</summary>
public static class Dot
{
    /// <summary>Draws a graph from left to right: borders coloured by language, two borders for mapped tasks, dashed arrows for <c>after</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="marks">Text to show below a task's name, by name; status words colour the task.</param>
    public static string Draw(TaskGraph graph, IReadOnlyDictionary<string, string>? marks = null)
    {
        var text = new StringBuilder("digraph ");
        Quote(text, graph.Name);
        text.Append(" {\n    rankdir=LR;\n    node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"];\n");
        foreach (var task in graph.Tasks.Values) Node(text, task, marks?.GetValueOrDefault(task.Name));
        foreach (var task in graph.Tasks.Values)
        {
            Edges(text, task, task.Dependencies, ";\n", graph);
            Edges(text, task, task.After, " [style=dashed];\n", graph);
        }

        return text.Append("}\n").ToString();
    }

    private static void Node(StringBuilder text, GraphTask task, string? mark)
    {
        text.Append("    ");
        Quote(text, task.Name);
        text.Append(" [label=");
        Quote(text, string.IsNullOrEmpty(mark) ? task.Name : $"{task.Name}\n{mark}");
        text.Append(", color=\"").Append(LanguageStyle.Of(task.Definition.Language).Colour).Append('"');
        if (task.Definition.IsMapped) text.Append(", peripheries=2");
        if (mark is not null && MarkColour.Of(mark) is { } colour) text.Append(", fillcolor=\"").Append(colour).Append('"');
        text.Append("];\n");
    }

    private static void Edges(StringBuilder text, GraphTask task, IReadOnlyList<string> names, string end, TaskGraph graph)
    {
        foreach (var name in names)
        {
            if (!graph.Tasks.ContainsKey(name)) continue;
            text.Append("    ");
            Quote(text, name);
            text.Append(" -> ");
            Quote(text, task.Name);
            text.Append(end);
        }
    }

    // Graphviz reads \ escapes and HTML entities in labels, and no control characters.
    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '&':
                    text.Append("&amp;");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                default:
                    text.Append(char.IsControl(character) ? ' ' : character);
                    break;
            }
        }

        text.Append('"');
    }
}
