using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;

namespace Kptn.Tool.Commands;

/// <summary>Words that choose tasks.</summary>
/// <param name="byDefault">What is chosen where no word is given.</param>
/// <param name="what">What the words are.</param>
internal sealed class SelectionOptions(string byDefault = "all", string what = "Tasks")
{
    private readonly Argument<string[]> _words = new("SELECT")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = $"{what}, by name, glob (clean_*), +X (X and its ancestors), X+ (X and its descendants), tag:NAME, file:PATH, state:stale, state:failed, or item:KEY=VALUE (default: {byDefault})",
    };

    private readonly Option<string[]> _exclude = new("--exclude") { Description = "Tasks to leave out, in the same forms", HelpName = "SELECT", AllowMultipleArgumentsPerToken = false };

    /// <summary>Adds them to a verb.</summary>
    public SelectionOptions AddTo(Command command)
    {
        command.Arguments.Add(_words);
        command.Options.Add(_exclude);
        return this;
    }

    public Selection Parse(ParseResult parsed)
    {
        var selection = Selection.Parse(parsed.GetValue(_words) ?? [], parsed.GetValue(_exclude) ?? []);
        if (selection.ExcludedItems.Count == 0) return selection;
        var wrong = new Finding("bad-selector", new Place("command line"), "--exclude takes tasks; items cannot be left out", "items to choose, with --item KEY=VALUE");
        return selection with { Findings = [.. selection.Findings, wrong] };
    }

    /// <summary>The words as typed.</summary>
    public string[] Words(ParseResult parsed) => parsed.GetValue(_words) ?? [];

    /// <summary>Whether items are among the words.</summary>
    public bool HasItems(CommandResult result) => result.GetValue(_words)?.Any(word => word.StartsWith("item:", StringComparison.Ordinal)) == true;

    public bool IsUsed(CommandResult result) => result.GetValue(_words) is { Length: > 0 } || result.GetValue(_exclude) is { Length: > 0 };

    public bool IsEmpty(ParseResult parsed) => parsed.GetValue(_words) is not { Length: > 0 };
}
