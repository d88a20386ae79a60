using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Python;

/// <summary>Says what is wrong with the files that a search reached.</summary>
internal static class PythonComplaints
{
    /// <summary>Adds findings in the order of files and lines.</summary>
    /// <param name="search">The search.</param>
    /// <param name="findings">Where they go.</param>
    public static void Add(PythonSearch search, List<Finding> findings)
    {
        List<Finding>? found = null;
        foreach (var node in search.Reached)
        {
            if (node.Kind == PythonNodeKind.Any) (found ??= []).Add(Computed(node));
            if (node is { Kind: PythonNodeKind.Load, Module: { Facts.Error: { } error } module }) (found ??= []).Add(Unread(module, error, search.Guessed.Contains(module)));
        }

        if (found is not null) findings.AddRange(found.Distinct().OrderBy(finding => finding.Place.File, StringComparer.Ordinal).ThenBy(finding => finding.Place.Line));
    }

    private static Finding Computed(PythonNode node) => new(
        "dynamic-import",
        new Place(node.Module!.Label, node.Line, 1),
        "this loads code by a computed name, so every Python file below the search path counts as code",
        "a constant name, or one that starts with a package as in f\"steps.{name}\"",
        "",
        Severity.Warning);

    private static Finding Unread(PythonModule module, PythonSyntaxError error, bool isGuess) => error.Line switch
    {
        > 0 => new Finding("python-syntax", new Place(module.Label, error.Line, error.Column), $"Python cannot read this file: {error.Message}", Severity: isGuess ? Severity.Warning : Severity.Error),
        0 => new Finding("python-unread", new Place(module.Label), $"this file is {error.Message}, so it counts as a whole", Severity: Severity.Warning),
        _ => new Finding("unreadable-script", new Place(module.Label), $"this file cannot be read: {error.Message}", Severity: isGuess ? Severity.Warning : Severity.Error),
    };
}
