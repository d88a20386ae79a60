using Kptn.Engine.Projects;
using Kptn.Engine.State.DynamoDb.Mirrors;
using Kptn.Engine.State.DynamoDb.Table;

namespace Kptn.Engine.State.DynamoDb;

/// <summary>What users are told of a key's files and segments.</summary>
internal static class SessionTexts
{
    /// <summary>Segments do not make up what a head says.</summary>
    public static DynamoException Damaged(TableClient table, StateKey key, string? task) => new(
        $"the state of '{key.StorageKey}' / '{key.Namespace}'{(task is null ? "" : $", items of '{task}',")} in table {table.Target} is damaged: segments that its head names are missing or have other content; restore the table from a backup, or run 'kptn state reset'",
        mayPass: false);

    /// <summary>A file was set aside.</summary>
    public static Finding Unshipped(MirrorFolder place, string name) => new(
        "state-superseded",
        new Place(Path.Combine(place.Folder, name)),
        "another machine wrote to this state before all that this one had recorded was in the table; what it lacked was set aside",
        Suggestion: "tasks and items recorded there count as the table has them; they run again where that is out of date",
        Severity: Severity.Warning);
}
