using System.CommandLine;

namespace Kptn.Tool.Commands.Cache;

/// <summary><c>kptn cache</c>.</summary>
internal static class CacheCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("cache", "Send artifacts to the place that settings.artifacts shares, fetch them, look at them, or remove what nothing names");
        command.Subcommands.Add(CachePushCommand.Create(tool));
        command.Subcommands.Add(CachePullCommand.Create(tool));
        command.Subcommands.Add(CacheStatusCommand.Create(tool));
        command.Subcommands.Add(CacheGcCommand.Create(tool));
        return command;
    }
}
