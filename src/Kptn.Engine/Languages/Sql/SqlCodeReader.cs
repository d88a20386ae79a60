using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Sql;

/// <summary>Says which code SQL scripts reach: the file itself.</summary>
internal sealed class SqlCodeReader : ICodeReader
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CodeReach>>([.. queries.Select(q => Read(q, context))]);

    private static CodeReach Read(CodeQuery query, CodeContext context)
    {
        var name = CodeFolders.Name(context.Project.Root, query.ScriptPath);
        return WholeFile.Text(query.ScriptPath, name, context) is { } text
            ? new CodeReach([text.Component], null, [], text.MentionsContext)
            : new CodeReach([], null, [new Finding("missing-script", query.Place, $"script '{name}' of '{query.Owner}' cannot be read")]);
    }
}
