using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Graphs.Selections;

namespace Kptn.Tool.Commands;

/// <summary>Words that choose tasks.</summary>
/// <param name="byDefault">What is chosen where no word is given.</param>
internal sealed class SelectionOptions(string byDefault = "all")
{
    private readonly Argument<string[]> _words = new("SELECT")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = $"Tasks, by name, glob (clean_*), +X (X and its ancestors), X+ (X and its descendants), tag:NAME, file:PATH, state:stale or state:failed (default: {byDefault})",
    };

    private readonly Option<string[]> _exclude = new("--exclude") { Description = "Tasks to leave out, in the same forms", HelpName = "SELECT", AllowMultipleArgumentsPerToken = false };

    /// <summary>Adds them to a verb.</summary>
    public SelectionOptions AddTo(Command command)
    {
        command.Arguments.Add(_words);
        command.Options.Add(_exclude);
        return this;
    }

    public Selection Parse(ParseResult parsed) => Selection.Parse(parsed.GetValue(_words) ?? [], parsed.GetValue(_exclude) ?? []);

    public bool IsUsed(CommandResult result) => result.GetValue(_words) is { Length: > 0 } || result.GetValue(_exclude) is { Length: > 0 };

    public bool IsEmpty(ParseResult parsed) => parsed.GetValue(_words) is not { Length: > 0 };
}
