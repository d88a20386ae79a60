using System.CommandLine;
using System.CommandLine.Invocation;
using Kptn.Tool.Commands;

namespace Kptn.Tool.Terminal;

/// <summary>What <c>--help</c> prints: the verb, its words and options with their defaults, and examples.</summary>
/// <param name="screen">Where it goes.</param>
internal sealed class HelpScreen(Screen screen) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(screen, parseResult.CommandResult.Command);
        return ExitCodes.Success;
    }

    /// <summary>Writes the help screen of a verb.</summary>
    public static void Write(Screen screen, Command command)
    {
        screen.Line(command.Description!);
        screen.Line();
        screen.Line($"{Title(screen, "Usage:")} {Usage(command)}");
        Section(screen, "Verbs:", command.Subcommands.Select(verb => (verb.Name, verb.Description!)));
        Section(screen, "Arguments:", command.Arguments.Select(argument => (argument.Name, argument.Description!)));
        Section(screen, "Options:", Options(command).Select(option => (Names(option), option.Description!)));
        Section(screen, "Examples:", (command as Verb)?.Examples ?? []);
        if (command.Subcommands.Count == 0) return;
        screen.Line();
        screen.Line($"'{Path(command)} VERB --help' shows what a verb takes.");
    }

    /// <summary>What is typed to reach a verb.</summary>
    public static string Path(Symbol symbol) =>
        symbol.Parents.FirstOrDefault() is { } parent ? $"{Path(parent)} {symbol.Name}" : symbol.Name;

    /// <summary>Options that a verb accepts, those of every verb last.</summary>
    public static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive));

    private static string Usage(Command command)
    {
        if (command.Subcommands.Count > 0) return $"{Path(command)} VERB [options]";
        if (command is Verb { Words: { } shown }) return $"{Path(command)} {shown} [options]";
        var words = command.Arguments.Select(argument => argument.Arity switch
        {
            { MinimumNumberOfValues: > 0 } => argument.Name,
            { MaximumNumberOfValues: 1 } => $"[{argument.Name}]",
            _ => $"[{argument.Name}…]",
        });
        return string.Join(' ', [Path(command), .. words, "[options]"]);
    }

    private static void Section(Screen screen, string title, IEnumerable<(string Left, string Right)> entries)
    {
        var rows = entries.ToList();
        if (rows.Count == 0) return;
        screen.Line();
        screen.Line(Title(screen, title));
        var width = rows.Max(row => row.Left.Length);
        foreach (var (left, right) in rows)
        {
            var indent = new string(' ', width + 4);
            var isFirst = true;
            foreach (var line in Wrap(right, Math.Max(30, screen.Width - indent.Length - 1)))
            {
                screen.Line(isFirst ? $"  {left.PadRight(width)}  {line}" : indent + line);
                isFirst = false;
            }
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private static string Names(Option option)
    {
        var names = option.Aliases.Append(option.Name).OrderBy(name => name.Length);
        return string.Join(", ", names) + (option.HelpName is { } value ? " " + value : "");
    }

    private static string Title(Screen screen, string text) => screen.Paint(text, Colour.Bold);
}
