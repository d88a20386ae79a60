using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary>Options that narrow mapped tasks to some of their items.</summary>
/// <param name="hasItems">Whether items can be chosen.</param>
/// <param name="hasSubset">Whether a trial on the first few can be meant.</param>
internal sealed class ItemOptions(bool hasItems = true, bool hasSubset = true)
{
    private readonly Option<string[]> _items = new("--item") { Description = "Only these items of mapped tasks: US_STATE=NC, or US_STATE=NC,ZIP_CODE=27006; may be given several times", HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = false };
    private readonly Option<int?> _subset = NumberOption.Create("--subset", [], "N", "A trial on the first N items of each list, with a state and a scratch dir of its own", least: 1);

    /// <summary>Adds them to a verb.</summary>
    public ItemOptions AddTo(Command command)
    {
        if (hasItems) command.Options.Add(_items);
        if (hasSubset) command.Options.Add(_subset);
        return this;
    }

    /// <summary>Whether any of them is on the command line.</summary>
    public bool IsUsed(CommandResult result) => (hasItems && result.GetValue(_items) is { Length: > 0 }) || (hasSubset && result.GetValue(_subset) is not null);

    /// <summary>The items that were asked for, by options or by <c>item:</c> words.</summary>
    /// <returns>Them, or <see langword="null"/> after the errors were shown.</returns>
    public ItemScope? Scope(ToolContext tool, ParseResult parsed, Selection selection)
    {
        var findings = new List<Finding>();
        var filter = ItemFilter.Parse(hasItems ? parsed.GetValue(_items) ?? [] : [], findings);
        if (selection.Items.Count > 0) filter = new ItemFilter([.. filter.Selectors, .. selection.Items]);
        foreach (var finding in findings) tool.Screen.Error(FindingText.Line(tool.Screen, finding));
        return findings.Count > 0 ? null : new ItemScope(filter.IsEmpty ? null : filter, hasSubset ? parsed.GetValue(_subset) : null);
    }
}
