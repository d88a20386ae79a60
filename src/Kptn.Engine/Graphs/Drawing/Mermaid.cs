using System.Globalization;
using System.Text;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Drawing;

/// <summary>Draws a graph as a Mermaid flowchart.</summary>
public static class Mermaid
{
    /// <summary>Draws a graph from left to right: a class for each language, double sides for mapped tasks, dotted arrows for <c>after</c>.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="marks">Text to show below a task's name, by name; status words colour the task.</param>
    public static string Draw(TaskGraph graph, IReadOnlyDictionary<string, string>? marks = null)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var task in graph.Tasks.Values) Node(text, task, marks?.GetValueOrDefault(task.Name));
        foreach (var task in graph.Tasks.Values)
        {
            Edges(text, task, task.Dependencies, "-->", graph);
            Edges(text, task, task.After, "-.->", graph);
        }

        foreach (var language in graph.Tasks.Values.Select(task => task.Definition.Language).Distinct().Order()) Class(text, language);
        return text.ToString();
    }

    private static void Node(StringBuilder text, GraphTask task, string? mark)
    {
        var (open, close) = task.Definition.IsMapped ? ("[[\"", "\"]]") : ("[\"", "\"]");
        text.Append("    ");
        Id(text, task.Name);
        text.Append(open);
        Escape(text, task.Name);
        if (!string.IsNullOrEmpty(mark))
        {
            text.Append("<br/>");
            Escape(text, mark);
        }

        text.Append(close).Append(":::").Append(LanguageStyle.Of(task.Definition.Language).Class).Append('\n');
        if (mark is null || MarkColour.Of(mark) is not { } colour) return;
        text.Append("    style ");
        Id(text, task.Name);
        text.Append(" fill:").Append(colour).Append('\n');
    }

    private static void Edges(StringBuilder text, GraphTask task, IReadOnlyList<string> names, string arrow, TaskGraph graph)
    {
        foreach (var name in names)
        {
            if (!graph.Tasks.ContainsKey(name)) continue;
            text.Append("    ");
            Id(text, name);
            text.Append(' ').Append(arrow).Append(' ');
            Id(text, task.Name);
            text.Append('\n');
        }
    }

    private static void Class(StringBuilder text, TaskLanguage language)
    {
        var style = LanguageStyle.Of(language);
        text.Append("    classDef ").Append(style.Class).Append(" stroke:").Append(style.Colour).Append(",stroke-width:2px\n");
    }

    // Words such as end and signs such as - mean something to Mermaid, so ids begin with t_ and hold letters, digits and _ alone.
    // After _ comes what it stands for, which keeps ids of different names apart.
    private static void Id(StringBuilder text, string name)
    {
        text.Append("t_");
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character)) text.Append(character);
            else if (character == '_') text.Append("__");
            else if (character == '.') text.Append("_d");
            else if (character == '-') text.Append("_m");
            else text.Append("_u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }
    }

    private static void Escape(StringBuilder text, string label)
    {
        foreach (var character in label)
        {
            if (char.IsLetterOrDigit(character) || " _.-,:()+=/".Contains(character)) text.Append(character);
            else if (char.IsControl(character)) text.Append(' ');
            else if (character <= '~') text.Append('#').Append((int)character).Append(';');
            else text.Append(character);
        }
    }
}
