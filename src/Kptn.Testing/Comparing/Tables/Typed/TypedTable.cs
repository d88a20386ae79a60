namespace Kptn.Testing.Comparing.Tables.Typed;

/// <summary>A table that DuckDB reads: of a Parquet file or of a database.</summary>
/// <param name="From">What stands behind FROM.</param>
/// <param name="Row">What tells a row's place, from 0, in SQL; the same for all where nothing does.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Path">The file it is in.</param>
internal sealed record TypedTable(string From, string Row, IReadOnlyList<TypedColumn> Columns, string Path);
