using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Tool.Commands;
using Kptn.Tool.Terminal;

namespace Kptn.Tool;

/// <summary>The command line: which verbs there are, and what an error looks like.</summary>
internal static class App
{
    /// <summary>Runs a command line to its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolContext tool)
    {
        var screen = tool.Screen;
        try
        {
            var parsed = Build(tool).Parse(args);
            if (parsed.Errors.Count > 0) return Refuse(screen, parsed);
            var configuration = new InvocationConfiguration
            {
                Output = screen.Output,
                Error = screen.Errors,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Kptn.Engine.State.StateLockedException)
        {
            screen.Error($"{screen.Paint("error", Colour.Red)}: {e.Message}");
            if (args.Contains("--verbose")) screen.Error(e.ToString());
            return ExitCodes.BadUsage;
        }
        catch (Exception e) when (!args.Contains("--verbose"))
        {
            screen.Error($"{screen.Paint("error", Colour.Red)}: kptn itself failed: {e.Message} ({e.GetType().Name}); run the same with --verbose and report what it prints");
            return ExitCodes.BadUsage;
        }
        finally
        {
            await screen.Output.FlushAsync().ConfigureAwait(false);
        }
    }

    private static RootCommand Build(ToolContext tool)
    {
        var root = new RootCommand("Runs data pipelines made of R, Python, SQL and shell scripts, and reruns only what changed.");
        foreach (var command in Verbs.All(tool)) root.Subcommands.Add(command);
        return root;
    }

    private static int Refuse(Screen screen, ParseResult parsed)
    {
        foreach (var error in parsed.Errors) screen.Error($"{screen.Paint("error", Colour.Red)}: {error.Message}");
        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? "kptn" : $"kptn {Path(parsed.CommandResult)}";
        screen.Error($"'{path} --help' shows what can be said");
        return ExitCodes.BadUsage;
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult { Command: not RootCommand } parent ? $"{Path(parent)} {result.Command.Name}" : result.Command.Name;
}
