using System.Text;
using Kptn.Engine.Graphs.Building;

namespace Kptn.Engine.Graphs.Drawing;

/// <summary>Draws a graph as a tree of text: each task below the first one that it waits for.</summary>
public static class TextTree
{
    /// <summary>Draws a graph. Each edge takes one line at most; a task drawn before ends in <c>↑</c>, one drawn further below in <c>↓</c>, and a task that only waits for the one above it (<c>after</c>) hangs on a dotted line.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="marks">Text to show behind a task's name, by name.</param>
    public static string Draw(TaskGraph graph, IReadOnlyDictionary<string, string>? marks = null) =>
        graph.Tasks.Count == 0 ? "(no tasks)\n" : new Writer(new TaskEdges([.. graph.Tasks.Values]), marks).Draw();

    private sealed class Writer(TaskEdges edges, IReadOnlyDictionary<string, string>? marks)
    {
        // Deeper tasks start at the margin again: a terminal has no room for them, and a long chain would take the square of its length.
        private const int Deepest = 24;

        private readonly StringBuilder _text = new();
        private readonly bool[] _drawn = new bool[edges.Count];
        private readonly Queue<int> _roots = new();

        public string Draw()
        {
            for (var task = 0; task < edges.Count; task++)
            {
                if (edges.Before(task).IsEmpty) DrawFrom(task);
            }

            // Only tasks in a cycle are left.
            for (var task = 0; task < edges.Count; task++) DrawFrom(task);
            return _text.ToString();
        }

        private void DrawFrom(int root)
        {
            if (_drawn[root]) return;
            _roots.Enqueue(root);
            while (_roots.TryDequeue(out var task))
            {
                if (!_drawn[task]) DrawTree(task);
            }
        }

        private void DrawTree(int root)
        {
            _drawn[root] = true;
            Line("", root, "");
            var path = new Stack<(int Task, int Next, string Indent)>();
            path.Push((root, 0, ""));
            while (path.TryPop(out var step))
            {
                var (task, next, indent) = step;
                var children = edges.Behind(task);
                if (next == children.Length) continue;
                path.Push((task, next + 1, indent));

                var child = children[next];
                var isLast = next + 1 == children.Length;
                var branch = (isLast ? "└" : "├") + (IsDependency(task, child) ? "─ " : "┄ ");
                var isDeferred = !_drawn[child] && path.Count > Deepest && !edges.Behind(child).IsEmpty;
                Line(indent + branch, child, _drawn[child] ? " ↑" : isDeferred ? " ↓" : "");
                if (isDeferred) _roots.Enqueue(child);
                if (isDeferred || _drawn[child]) continue;
                _drawn[child] = true;
                path.Push((child, 0, indent + (isLast ? "   " : "│  ")));
            }
        }

        private bool IsDependency(int task, int child)
        {
            // Most tasks wait for nothing by after alone, so the names are seldom compared.
            var behind = edges.Tasks[child];
            return behind.After.Count == 0 || !behind.After.Contains(edges.Tasks[task].Name);
        }

        private void Line(string indent, int task, string sign)
        {
            var definition = edges.Tasks[task].Definition;
            _text.Append(indent).Append(definition.Name);
            var items = definition.MapGlob is not null ? "files" : string.Join(",", definition.MapOver);
            if (items.Length > 0) _text.Append(" × ").Append(items);
            _text.Append(sign);
            if (sign.Length == 0 && marks is not null && marks.TryGetValue(definition.Name, out var mark)) _text.Append("  ").Append(mark);
            _text.Append('\n');
        }
    }
}
