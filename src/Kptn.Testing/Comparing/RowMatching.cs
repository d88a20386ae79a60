namespace Kptn.Testing.Comparing;

/// <summary>How the rows of two tables found each other.</summary>
public enum RowMatching
{
    /// <summary>Equal rows in any order; no row was left over on both sides.</summary>
    Multiset,

    /// <summary>By the declared keys.</summary>
    Keys,

    /// <summary>Equal rows in any order; of the others, those with equal values in columns that tell them apart.</summary>
    InferredKeys,

    /// <summary>Equal rows in any order; of the others, the most alike.</summary>
    Likeness,
}
