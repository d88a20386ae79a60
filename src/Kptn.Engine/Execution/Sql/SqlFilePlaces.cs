using System.Text.Json;
using Kptn.Engine.Languages.Sql;
using Kptn.Engine.Languages.Sql.Paths;

namespace Kptn.Engine.Execution.Sql;

/// <summary>Which files a statement means: absolute paths in place of relative ones, whether they are written there or are the values of parameters.</summary>
internal static class SqlFilePlaces
{
    /// <summary>What is to stand where.</summary>
    public static IEnumerable<(int Start, int End, string Text)> Of(SqlStatement statement, SqlValues values, SqlFolders folders) =>
        from path in statement.Paths
        let text = path.Parameter is null ? Written(path, folders) : values.Get(path.Parameter) is { } value ? Given(path, value, folders) : null
        where text is not null
        select (path.Start, path.End, text);

    private static string Written(SqlPath path, SqlFolders folders) => SqlLiterals.Text(folders.Of(path));

    private static string? Given(SqlPath path, JsonElement value, SqlFolders folders) => value.ValueKind switch
    {
        JsonValueKind.String when IsFile(path, value) => Written(path with { Text = value.GetString()! }, folders),
        JsonValueKind.Array when value.EnumerateArray().Any(element => IsFile(path, element)) && value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.String) =>
            $"[{string.Join(", ", value.EnumerateArray().Select(element => Given(path, element, folders) ?? SqlLiterals.Text(element.GetString()!)))}]",
        _ => null,
    };

    private static bool IsFile(SqlPath path, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && SqlPaths.IsRelative(value.GetString()!) && (!path.MayBeTable || SqlPaths.IsFile(value.GetString()!));
}
