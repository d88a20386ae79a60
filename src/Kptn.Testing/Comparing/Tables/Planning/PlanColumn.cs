namespace Kptn.Testing.Comparing.Tables.Planning;

/// <summary>A column of either table or of both.</summary>
internal sealed record PlanColumn
{
    /// <summary>Its name; the old one where it is gone.</summary>
    public required string Name { get; init; }

    /// <summary>The name before, where it is another.</summary>
    public string? OldName { get; init; }

    /// <summary>Its place before; -1 where it was not there.</summary>
    public int Old { get; init; } = -1;

    /// <summary>Its place after; -1 where it is gone.</summary>
    public int New { get; init; } = -1;

    /// <summary>Whether it is part of the key.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether the settings leave it out.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Whether it stands elsewhere among the columns that are in both.</summary>
    public bool IsMoved { get; init; }

    /// <summary>Whether it holds what stands beyond the header.</summary>
    public bool IsSurplus { get; init; }

    /// <summary>Whether its cells are compared.</summary>
    public bool IsCompared => Old >= 0 && New >= 0 && !IsIgnored;
}
