using Kptn.Engine.Graphs;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Execution.Items;

/// <summary>Puts an item's values, args and the environment into a word of a command line.</summary>
internal static class ItemCliWords
{
    /// <summary>A word with every variable that has a value put in; the item's values come first, a variable without a value is empty.</summary>
    public static string Expand(string word, GraphTask task, IReadOnlyList<KeyValuePair<string, string>> values, string scratchDir) =>
        Variables.Expand(ItemOutputs.Expand(word, values), name => TaskVariables.IsFolder(name) ? scratchDir : TaskVariables.Lookup(task, name) ?? "", out _);
}
