using System.CommandLine;


namespace Kptn.Tool.Commands;

/// <summary><c>kptn schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Command("schema", "Print a JSON Schema of kptn.yaml for editors");
        command.SetAction(_ =>
        {
            tool.Screen.Line(Kptn.Engine.Projects.ProjectSchema.Json.TrimEnd());
            return ExitCodes.Success;
        });
        return command;
    }
}
