using Kptn.Testing.Comparing.Tables.Planning;

namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>What is known of two tables that say their types, beside the rows that are left to compare.</summary>
/// <param name="Old">The columns before.</param>
/// <param name="New">The columns after.</param>
/// <param name="Settled">How many rows are equal on both sides and no longer among the tables' rows.</param>
/// <param name="AreUnique">Whether columns tell all rows of each table apart.</param>
internal sealed record TypedFacts(IReadOnlyList<TypedColumn> Old, IReadOnlyList<TypedColumn> New, long Settled, Func<IReadOnlyList<PlanColumn>, bool> AreUnique);
