namespace Kptn.Engine.Planning;

/// <summary>How a mapped task gets its items.</summary>
/// <param name="Names">The names of an item's values, as <c>map_over</c> says.</param>
/// <param name="Provider">The dependency whose result is the list; <see langword="null"/> where the items are files.</param>
/// <param name="Glob">The pattern of the files, relative to the folder of kptn.yaml; <see langword="null"/> where a dependency gives the list.</param>
/// <param name="Outputs">The declared outputs that name an item's value: each item has its own. All but the items' values are put in.</param>
public sealed record TaskMapping(IReadOnlyList<string> Names, string? Provider, string? Glob, IReadOnlyList<string> Outputs)
{
    /// <summary>The name under which the outputs of all items together count as one input of dependents.</summary>
    public string RollUp => Outputs.Count < 3 ? string.Join(" ", Outputs) : $"{Outputs[0]} {Outputs[1]} (+{Outputs.Count - 2})";
}
