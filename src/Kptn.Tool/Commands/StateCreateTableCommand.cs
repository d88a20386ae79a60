using System.CommandLine;
using Kptn.Engine.State.DynamoDb;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn state create-table</c>.</summary>
internal static class StateCreateTableCommand
{
    public static Command Create(ToolContext tool)
    {
        var command = new Verb("create-table", "Make the DynamoDB table that settings.dynamodb names, unless it is there; it is paid for by use")
        {
            Examples =
            [
                ("kptn state create-table --wait", "make it, and wait until it can be used"),
            ],
        };
        var wait = new Option<bool>("--wait") { Description = "Wait until the table can be used" };
        command.Options.Add(wait);
        var options = new ProjectOptions().AddTo(command, hasGraph: false);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (new ProjectOpener(tool).Open(options.Project(parsed)) is not { } bench) return ExitCodes.BadUsage;
            var target = DynamoTarget.Of(bench.Project.Settings, Environment.GetEnvironmentVariable);
            var isMade = await new DynamoStateStore(bench.Project.KptnDir, target, tool.Time).CreateTableAsync(parsed.GetValue(wait), cancellation).ConfigureAwait(false);
            if (options.Json(parsed)) WriteJson(tool.Screen, target, isMade);
            else tool.Screen.Line(isMade ? $"made table {target}{(parsed.GetValue(wait) ? "" : "; it can be used in a few seconds")}" : $"table {target} is there already");
            return ExitCodes.Success;
        });
        return command;
    }

    private static void WriteJson(Screen screen, DynamoTarget target, bool isMade) => JsonOutput.Write(screen, json =>
    {
        json.WriteStartObject();
        json.WriteString("table", target.Table);
        json.WriteBoolean("made", isMade);
        json.WriteEndObject();
    });
}
