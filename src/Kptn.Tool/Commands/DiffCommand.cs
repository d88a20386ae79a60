using System.CommandLine;
using Kptn.Tool.Diffs;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn diff</c>.</summary>
internal static class DiffCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("diff", "Show what tests received and nobody has approved yet")
        {
            Examples =
            [
                ("kptn diff", "all that awaits approval"),
                ("kptn diff clean --stat", "clean, in a line for each output"),
                ("kptn diff --html out/diff.html", "as a page too"),
            ],
        };
        var options = new PendingDiffOptions(tool).AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(options.Parse(parsed) is { } request ? new PendingDiff(tool.Screen).Run(request, cancellation) : ExitCodes.BadUsage));
        return command;
    }
}
