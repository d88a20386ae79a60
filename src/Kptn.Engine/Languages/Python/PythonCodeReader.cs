namespace Kptn.Engine.Languages.Python;
internal sealed class PythonCodeReader : ICodeReader
{
    public Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CodeReach>>([.. queries.Select(q => new CodeReach([WholeFile.Raw(q.ScriptPath, Path.GetRelativePath(context.Project.Root, q.ScriptPath), context)!], null, []))]);
}
