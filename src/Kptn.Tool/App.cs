using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Artifacts.Shared;
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
            var root = Build(tool);
            if (args.Count > 0 && args[0] == "help") args = [.. args.Skip(1), "--help"];
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is not { ClearsParseErrors: true } && UsageErrors.Of(parsed) is { Count: > 0 } errors) return Refuse(screen, parsed, errors);
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
        catch (BlobStoreException e)
        {
            screen.Refuse(e.Message);
            if (args.Contains("--verbose")) screen.Error(e.ToString());
            return ExitCodes.TaskFailed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Kptn.Engine.State.StateLockedException)
        {
            screen.Refuse(e.Message);
            if (args.Contains("--verbose")) screen.Error(e.ToString());
            return ExitCodes.BadUsage;
        }
        catch (Exception e) when (!args.Contains("--verbose"))
        {
            screen.Refuse($"kptn itself failed: {e.Message} ({e.GetType().Name}); run the same with --verbose and report what it prints");
            return ExitCodes.BadUsage;
        }
        finally
        {
            await screen.Output.FlushAsync().ConfigureAwait(false);
        }
    }

    private static Verb Build(ToolContext tool)
    {
        var root = new Verb("kptn", "Runs data pipelines made of R, Python, SQL and shell scripts, and reruns only what changed.")
        {
            Examples =
            [
                ("kptn init my-pipeline", "write a small pipeline that runs"),
                ("kptn plan", "what would run, and why"),
                ("kptn run", "run what is out of date"),
            ],
        };
        foreach (var command in Verbs.All(tool)) root.Subcommands.Add(command);
        root.Options.Add(new Option<bool>("--help", "-h", "-?") { Recursive = true, Description = "Show this help", Action = new HelpScreen(tool.Screen) });
        root.Options.Add(new Option<bool>("--version") { Description = "Show the version", Action = new VersionLine(tool.Screen) });
        return root;
    }

    private static int Refuse(Screen screen, ParseResult parsed, IReadOnlyList<string> errors)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.Tokens.All(token => token.Type == TokenType.Command))
        {
            HelpScreen.Write(screen, command);
            return ExitCodes.BadUsage;
        }

        foreach (var error in errors) screen.Refuse(error);
        screen.Error($"'{HelpScreen.Path(command)} --help' shows what it takes");
        return ExitCodes.BadUsage;
    }
}
