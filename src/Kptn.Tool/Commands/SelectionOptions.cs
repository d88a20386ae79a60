using System.CommandLine;
using Kptn.Engine.Graphs.Selections;

namespace Kptn.Tool.Commands;

/// <summary>Words that choose tasks.</summary>
internal sealed class SelectionOptions
{
    private readonly Argument<string[]> _words = new("SELECT")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Tasks: names, globs, +X with ancestors, X+ with descendants, tag:, file:, state:stale, state:failed; all tasks where none is given",
    };

    private readonly Option<string[]> _exclude = new("--exclude") { Description = "Tasks to leave out, in the same words", HelpName = "SELECT", AllowMultipleArgumentsPerToken = false };

    /// <summary>Adds them to a verb.</summary>
    public SelectionOptions AddTo(Command command)
    {
        command.Arguments.Add(_words);
        command.Options.Add(_exclude);
        return this;
    }

    public Selection Parse(ParseResult parsed) => Selection.Parse(parsed.GetValue(_words) ?? [], parsed.GetValue(_exclude) ?? []);

    public bool IsEmpty(ParseResult parsed) => parsed.GetValue(_words) is not { Length: > 0 };
}
