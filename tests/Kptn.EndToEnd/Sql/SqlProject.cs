using Kptn.EndToEnd.Harness;

namespace Kptn.EndToEnd.Sql;

/// <summary>Projects with SQL tasks.</summary>
internal static class SqlProject
{
    /// <summary>A project with a database file, a graph of these lines, and these tasks.</summary>
    public static Sandbox Of(string graph, string tasks, string database = "data.duckdb") => Sandbox.Empty().Write("kptn.yaml", $$"""
        graphs:
          g:
            tasks: {{{graph}}}
        config:
          duckdb: "{{database}}"
        tasks:
        {{string.Join('\n', tasks.Split('\n').Select(line => "  " + line))}}
        """);

    /// <summary>What a query on the database gives, asked by a task of another project so that nothing but DuckDB answers.</summary>
    public static string Ask(this Sandbox sandbox, string query, string database = "data.duckdb")
    {
        using var other = Of("ask: ", "ask: {file: ask.sql, outputs: [answer.csv]}", sandbox[database]).Write("ask.sql", $"copy ({query}) to ($scratch_dir || '/answer.csv') (header false, delimiter '|')");
        var run = other.Run();
        Assert.True(run.Exit.Code == 0, run.ToString());
        return other.Read("scratch/answer.csv").Trim();
    }

    /// <summary>What is said of the tasks that failed.</summary>
    public static string Problems(this RunReport run) => string.Join('\n', run.Errors.Values);

    /// <summary>The log of a task as its last run wrote it.</summary>
    public static string Log(this Sandbox sandbox, string task) =>
        File.ReadAllText(Directory.GetFiles(sandbox[".kptn/runs"], task + ".log", SearchOption.AllDirectories).OrderBy(File.GetLastWriteTimeUtc).Last());
}
