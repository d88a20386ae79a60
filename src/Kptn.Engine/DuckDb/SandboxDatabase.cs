using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.DuckDb;

/// <summary>The database that stands for the project's in a sandbox.</summary>
internal static class SandboxDatabase
{
    /// <summary>Where it is: at the same place of the sandbox, else in a folder of kptn's.</summary>
    /// <param name="context">The project's graph.</param>
    /// <param name="place">The sandbox.</param>
    public static DatabaseConfig Of(GraphContext context, SandboxPlace place)
    {
        // What a function of the project opens, it opens by itself; nothing of kptn's stands for it.
        if (context.Database.Location is not null) return DatabaseConfig.InMemory;
        if (context.Database.Path is not { } path) return context.Database;
        var scratch = context.Outputs.ScratchDir + Path.DirectorySeparatorChar;
        var moved = path.StartsWith(scratch, StringComparison.Ordinal) ? Path.Combine(place.ScratchDir, path[scratch.Length..]) : place.Of(path);
        if (moved == path) moved = Path.Combine(place.Of(context.Project.Root), ".kptn", "database", Path.GetFileName(path));
        return context.Database with { Fixed = moved };
    }

    /// <summary>The files that it consists of, absolute.</summary>
    public static IReadOnlyList<string> Files(GraphContext context, SandboxPlace place) => Of(context, place).Path is { } path ? [path, path + ".wal"] : [];

    /// <summary>Config in which tasks find it.</summary>
    public static IReadOnlyList<ConfigValue> Config(GraphContext context, SandboxPlace place)
    {
        if (Of(context, place).Path is not { } moved) return context.Config;
        return [.. context.Config.Select(value => value is { Name: DatabaseConfig.Key, Value: YamlScalar { Value: string text } scalar } && Path.GetFullPath(text, place.Of(context.Project.Root)) != moved
            ? value with { Value = scalar with { Text = moved, Value = moved } }
            : value)];
    }

    /// <summary>The tables among the files of a scratch dir become tables of the database, and the files are gone.</summary>
    /// <returns>What is wrong; empty where nothing is.</returns>
    public static string Fill(GraphContext context, SandboxPlace place, IEnumerable<string> paths)
    {
        var tables = paths.Select(path => (Path: path, Table: TableFile.Read(path))).Where(entry => entry.Table is not null)
            .Select(entry => (entry.Table!.Value, Path.Combine(place.ScratchDir, entry.Path))).DistinctBy(entry => entry.Item2).ToList();
        if (tables.Count == 0 || Of(context, place).Path is not { } database) return "";
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        var error = TableCopies.Import(database, tables);
        foreach (var (_, file) in tables) File.Delete(file);
        if (Path.GetDirectoryName(tables[0].Item2) is { } folder && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        return error;
    }

    /// <summary>Tables of a project's database become files below a scratch dir, by way of a copy of the database that is gone afterwards.</summary>
    /// <param name="database">The database, absolute.</param>
    /// <param name="tables">The outputs.</param>
    /// <param name="scratchDir">The scratch dir, absolute.</param>
    /// <returns>What is wrong; empty where nothing is.</returns>
    public static string Copy(string database, IReadOnlyList<string> tables, string scratchDir)
    {
        var folder = Directory.CreateTempSubdirectory("kptn-database-").FullName;
        try
        {
            var copy = Path.Combine(folder, "copy.duckdb");
            var before = DatabaseStamp.Take(database);
            File.Copy(database, copy);
            if (File.Exists(database + ".wal")) File.Copy(database + ".wal", copy + ".wal");
            return before is null || DatabaseStamp.Take(database) != before ? $"'{database}' was changed while it was copied; test again when nothing writes to it" : Export(copy, tables, scratchDir);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Tables of a database become files below a scratch dir.</summary>
    /// <param name="database">The database, absolute.</param>
    /// <param name="tables">The outputs.</param>
    /// <param name="scratchDir">The scratch dir, absolute.</param>
    /// <returns>What is wrong; empty where nothing is.</returns>
    public static string Export(string database, IReadOnlyList<string> tables, string scratchDir) =>
        TableCopies.Export(database, [.. tables.Select(table => (TableUrl.Read(table), Path.Combine(scratchDir, TableFile.Of(table))))]);
}
