using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;

namespace Kptn.Engine.DuckDb;

/// <summary>Says which tasks use the database: SQL, those that declare a table as output, and Python functions that take its path.</summary>
internal static class DatabaseUsers
{
    /// <summary>Their names.</summary>
    public static IReadOnlySet<string> Of(GraphContext context) =>
        context.Tasks.Values.Where(task => IsOne(context.Database, task)).Select(task => task.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a task is one.</summary>
    public static bool IsOne(DatabaseConfig database, PreparedTask task)
    {
        if (!database.IsShared) return false;
        var definition = task.Task.Definition;
        if (definition.Language == TaskLanguage.Sql || definition.Outputs.Any(output => TableUrl.Is(output.Text))) return true;
        return definition.Language == TaskLanguage.Python && task.Code?.Parameters is { } signature && signature.Parameters.Any(parameter => database.Names.Contains(parameter.Name));
    }
}
