using System.CommandLine;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn schema</c>.</summary>
internal static class SchemaCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("schema", "Print a JSON Schema of kptn.yaml for editors") { Examples = [("kptn schema > kptn.schema.json", "then, as first line of kptn.yaml: # yaml-language-server: $schema=kptn.schema.json")] };
        command.SetAction(_ =>
        {
            tool.Screen.Line(Kptn.Engine.Projects.ProjectSchema.Json.TrimEnd());
            return ExitCodes.Success;
        });
        return command;
    }
}
