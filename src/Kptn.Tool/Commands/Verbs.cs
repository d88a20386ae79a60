using System.CommandLine;
using Kptn.Tool.Commands.Cache;

namespace Kptn.Tool.Commands;

/// <summary>Every verb, in the order of the help screen.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All(ToolContext tool) =>
    [
        InitCommand.Create(tool),
        ValidateCommand.Create(tool),
        SchemaCommand.Create(tool),
        ListCommand.Create(tool),
        PlanCommand.Create(tool),
        RunCommand.Create(tool),
        ExplainCommand.Create(tool),
        StatusCommand.Create(tool),
        LogsCommand.Create(tool),
        OutputsCommand.Create(tool),
        RestoreCommand.Create(tool),
        TestCommand.Create(tool),
        DiffCommand.Create(tool),
        ApproveCommand.Create(tool),
        GraphCommand.Create(tool),
        StateCommand.Create(tool),
        CacheCommand.Create(tool),
    ];
}
