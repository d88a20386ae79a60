using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Planning;

/// <summary>Finds tables and checkpoints that nothing could keep.</summary>
internal static class TableFindings
{
    /// <summary>A finding for each output that is a table, and for each checkpoint, where there is no database in a file.</summary>
    public static IEnumerable<Finding> Of(IEnumerable<PreparedTask> tasks, DatabaseConfig database)
    {
        if (database.IsShared) yield break;
        foreach (var task in tasks)
        {
            var definition = task.Task.Definition;
            if (definition.DuckDbCheckpoint && definition.Language is TaskLanguage.Sql or TaskLanguage.Python) yield return new Finding("no-database", definition.Place, $"'duckdb_checkpoint' of task '{task.Name}' is skipped: a database in memory is gone when its task ends", "config.duckdb: the path of a database file", Severity: Severity.Warning);
            foreach (var output in task.Task.Definition.Outputs)
            {
                if (TableUrl.Is(output.Text)) yield return new Finding("no-database", output.Place, $"output '{output.Text}' of task '{task.Name}' is a table, but a database in memory is gone when its task ends", "config.duckdb: the path of a database file");
            }
        }
    }
}
