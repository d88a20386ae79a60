namespace Kptn.Testing;

/// <summary>How many tests a mapped task is.</summary>
public enum ItemCases
{
    /// <summary>One, which runs all of its items.</summary>
    Together,

    /// <summary>One for each item.</summary>
    Each,
}
