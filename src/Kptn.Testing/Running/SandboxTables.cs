using Kptn.Engine.DuckDb;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.State;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Running;

/// <summary>Makes files of the tables that a task wrote to its database, so that they are compared, approved and given on as files are.</summary>
/// <param name="context">The project's graph.</param>
/// <param name="sandbox">Where the task ran.</param>
internal sealed class SandboxTables(GraphContext context, Sandbox sandbox)
{
    /// <summary>What became of the task, with a file in the scratch dir for each table.</summary>
    public IsolatedEnd Export(IsolatedEnd end)
    {
        var tables = end.Outputs.Concat(end.Items.SelectMany(item => item.Outputs)).Select(output => output.Path).Where(TableUrl.Is).Distinct(StringComparer.Ordinal).ToList();
        if (tables.Count == 0 || SandboxDatabase.Of(context, sandbox.Place).Path is not { } database) return end;
        var error = SandboxDatabase.Export(database, tables, sandbox.Place.ScratchDir);
        if (error.Length > 0) return end with { Outcome = TaskOutcome.Failed, Error = $"what it wrote to its database cannot be read: {error}" };
        return end with { Outputs = Files(end.Outputs), Items = [.. end.Items.Select(item => item with { Outputs = Files(item.Outputs) })] };
    }

    private OutputState[] Files(IReadOnlyList<OutputState> outputs) => [.. outputs.Select(output => TableUrl.Is(output.Path) ? OfTable(output) : output).OrderBy(output => output.Path, StringComparer.Ordinal)];

    private OutputState OfTable(OutputState output)
    {
        var path = TableFile.Of(output.Path);
        var file = Path.Combine(sandbox.Place.ScratchDir, path);
        return new OutputState(path, FileIndex.HashContent(file), new FileInfo(file).Length, default);
    }
}
