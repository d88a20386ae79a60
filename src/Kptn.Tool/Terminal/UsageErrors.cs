using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Projects;

namespace Kptn.Tool.Terminal;

/// <summary>What is wrong with a command line, in words that say what was meant.</summary>
internal static class UsageErrors
{
    /// <summary>A line for each error; none where the command line can be carried out.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var lines = parsed.UnmatchedTokens.Select(word => Unknown(command, word)).ToList();
        lines.AddRange(parsed.CommandResult.Children.SelectMany(result => Misread(command, result)));
        foreach (var error in parsed.Errors)
        {
            if (Text(error, parsed, lines.Count > 0) is { } line) lines.Add(line);
        }

        return lines;
    }

    private static string? Text(ParseError error, ParseResult parsed, bool isFollowUp) => error.SymbolResult switch
    {
        // The parser complains of an unknown word and then of the verb that it would have been.
        CommandResult { Command.Subcommands.Count: > 0 } => isFollowUp ? null : $"{HelpScreen.Path(parsed.CommandResult.Command)} needs a verb",
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing => isFollowUp ? null : $"{HelpScreen.Path(parsed.CommandResult.Command)} needs {missing.Argument.Name}",
        OptionResult { Tokens.Count: 0 } option => NeedsValue(option.Option),
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult option } => NeedsValue(option.Option),
        OptionResult { Tokens.Count: > 1 } option => $"{option.Option.Name} is given {option.Tokens.Count} times",
        _ => parsed.UnmatchedTokens.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal)) ? null : error.Message,
    };

    /// <summary>Words that the parser took for tasks, files or folders, although they are meant for options.</summary>
    private static IEnumerable<string> Misread(Command command, SymbolResult result) => result switch
    {
        ArgumentResult words => words.Tokens.Where(token => token.Value is ['-', _, ..]).Select(token => Unknown(command, token.Value)),
        OptionResult { Tokens.Count: > 0 } option when option.Tokens[0].Value.StartsWith("--", StringComparison.Ordinal) => [$"{NeedsValue(option.Option)}; '{option.Tokens[0].Value}' looks like an option"],
        _ => [],
    };

    private static string NeedsValue(Option option) => $"{option.Name} needs a value: {option.Name} {option.HelpName}";

    private static string Unknown(Command command, string word)
    {
        if (word.StartsWith('-')) return $"unknown option '{word}'{Near(word.Split('=')[0], HelpScreen.Options(command).SelectMany(option => option.Aliases.Append(option.Name)))}";
        if (command.Subcommands.Count > 0) return $"unknown verb '{word}'{Near(word, command.Subcommands.Select(verb => verb.Name))}";
        return $"{HelpScreen.Path(command)} does not take '{word}'";
    }

    private static string Near(string word, IEnumerable<string> known) => NearestName.Of(word, known) is { } near ? $"; did you mean '{near}'?" : "";
}
