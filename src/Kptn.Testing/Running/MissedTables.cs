using System.Text.RegularExpressions;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Planning;

namespace Kptn.Testing.Running;

/// <summary>Finds out from what a failed task said which tables it looked for and did not find in its database.</summary>
/// <param name="context">The graph.</param>
/// <param name="task">The task.</param>
internal sealed partial class MissedTables(GraphContext context, PreparedTask task)
{
    /// <summary>Says of each table where it is and what to do.</summary>
    /// <param name="texts">What the task said.</param>
    public IEnumerable<string> In(IEnumerable<string> texts) => texts
        .SelectMany(text => Unknown().Matches(text)).Select(match => match.Groups[1].Value).Distinct(StringComparer.OrdinalIgnoreCase).Select(Sentence);

    private string Sentence(string name)
    {
        var owner = context.Tasks.Values.FirstOrDefault(other => other.Name != task.Name && other.Outputs.Concat(other.Mapping?.Outputs ?? []).Where(TableUrl.Is).Any(output => IsNamed(TableUrl.Read(output), name)));
        if (owner is null) return $"the table '{name}', which no task declares as an output: add \"duckdb://{name}\" to the outputs of the task that makes it";
        return task.Task.Dependencies.Contains(owner.Name)
            ? $"the table '{name}', an output of '{owner.Name}' of which nothing was given"
            : $"the table '{name}', an output of '{owner.Name}', which is none of its dependencies: add {owner.Name} to them in kptn.yaml";
    }

    private static bool IsNamed(TableUrl table, string name) => table.Key.Equals(name, StringComparison.OrdinalIgnoreCase) || table.Table.Equals(name, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("Table with name \"?([^\"\\s]+?)\"? does not exist")]
    private static partial Regex Unknown();
}
