using System.Collections.Concurrent;
using Kptn.Tool.Terminal.Items;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Kptn.Tool.Terminal;

/// <summary>A bar with a count for the whole run and for each mapped task; nothing for other tasks, whose length nobody knows.</summary>
/// <param name="maps">Mapped tasks, by the number of their line.</param>
/// <param name="time">The clock.</param>
internal sealed class RunBarColumn(ConcurrentDictionary<int, MapProgress> maps, TimeProvider time) : ProgressColumn
{
    private const int Cells = 30;
    private const int FewCells = 12;
    private const int Narrow = 100;

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        var cells = options.ConsoleSize.Width < Narrow ? FewCells : Cells;
        if (maps.TryGetValue(task.Id, out var map)) return new Text($"{Bar(map.Part(), cells)} {map.Text(time.GetUtcNow())}");
        return new Text(task.IsIndeterminate ? "" : $"{Bar(task.Value / task.MaxValue, cells)} {task.Value:0}/{task.MaxValue:0}");
    }

    private static string Bar(double part, int cells)
    {
        var filled = Math.Clamp((int)(cells * part), 0, cells);
        return new string('━', filled) + new string('─', cells - filled);
    }
}
