using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.Sql.Tables;

/// <summary>A table as a script names it.</summary>
/// <param name="Catalog">The database, where three parts are written.</param>
/// <param name="Schema">The schema, or the database, where two parts are written; the schema in use otherwise.</param>
/// <param name="Name">The table.</param>
/// <param name="Line">Line of the name, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqlTableName(string Catalog, string Schema, string Name, int Line, int Column)
{
    /// <summary>The schema that DuckDB begins in.</summary>
    public const string MainSchema = "main";

    /// <summary>One text for each table: DuckDB does not tell capital letters from small ones in names.</summary>
    public string Key => $"{Catalog}.{Schema}.{Name}".ToLowerInvariant();

    /// <summary>The table of the project's database that is meant; <see langword="null"/> where it lies in another one.</summary>
    /// <param name="database">Name of the project's database, which is its file's without the ending; empty where it is not known.</param>
    /// <returns>Schema and table with a dot between, in small letters.</returns>
    public string? In(string database)
    {
        if (Catalog.Length > 0) return Catalog.Equals(database, StringComparison.OrdinalIgnoreCase) ? $"{Schema}.{Name}".ToLowerInvariant() : null;
        var schema = Schema.Equals(database, StringComparison.OrdinalIgnoreCase) ? MainSchema : Schema;
        return $"{schema}.{Name}".ToLowerInvariant();
    }
}
