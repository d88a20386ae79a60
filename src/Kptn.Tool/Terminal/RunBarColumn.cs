using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kptn.Tool.Terminal;

/// <summary>A bar with a count for the whole run; nothing for single tasks, whose length nobody knows.</summary>
internal sealed class RunBarColumn : ProgressColumn
{
    private const int Cells = 30;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        if (task.IsIndeterminate) return new Text("");
        var filled = (int)(Cells * task.Value / task.MaxValue);
        return new Text($"{new string('━', filled)}{new string('─', Cells - filled)} {task.Value:0}/{task.MaxValue:0}");
    }
}
