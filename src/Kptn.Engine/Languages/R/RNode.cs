namespace Kptn.Engine.Languages.R;

/// <summary>A node of an R expression: only as much as is needed to follow <c>source</c>.</summary>
internal sealed record RNode(RNodeKind Kind, string Text, RToken At)
{
    /// <summary>The package of a qualified name.</summary>
    public string? Package { get; init; }

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<RNode> Parts { get; init; } = [];

    /// <summary>Names of the parts of a call (first one unused) or of a function's parameters.</summary>
    public IReadOnlyList<string?> Names { get; init; } = [];

    /// <summary>The name a call calls, without package; <see langword="null"/> where it calls something else.</summary>
    public string? Callee => Kind is RNodeKind.Call && Parts[0].Kind is RNodeKind.Name or RNodeKind.String ? Parts[0].Text : null;

    /// <summary>An argument of a call by name, else by position among those without a name.</summary>
    /// <param name="position">Position from zero.</param>
    /// <param name="names">Its names.</param>
    public RNode? Argument(int position, params ReadOnlySpan<string> names)
    {
        for (var i = 1; i < Parts.Count; i++)
        {
            if (Names[i] is { } name && names.Contains(name)) return Parts[i];
        }

        for (var i = 1; i < Parts.Count; i++)
        {
            if (Names[i] is null && position-- == 0) return Parts[i];
        }

        return null;
    }
}
