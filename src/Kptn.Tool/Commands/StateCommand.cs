using System.CommandLine;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state</c>.</summary>
internal static class StateCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("state", "List, show, copy, compare or forget what is recorded of tasks and items");
        command.Subcommands.Add(StateListCommand.Create(tool));
        command.Subcommands.Add(StateShowCommand.Create(tool));
        command.Subcommands.Add(StateResetCommand.Create(tool));
        command.Subcommands.Add(StateCloneCommand.Create(tool));
        command.Subcommands.Add(StateExportCommand.Create(tool));
        command.Subcommands.Add(StateImportCommand.Create(tool));
        command.Subcommands.Add(StateDiffCommand.Create(tool));
        command.Subcommands.Add(StateGcCommand.Create(tool));
        command.Subcommands.Add(StateCreateTableCommand.Create(tool));
        return command;
    }
}
