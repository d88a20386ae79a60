using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Sql;

/// <summary>Says which code SQL scripts reach: the file itself, without its comments and white space; and which parameters it has.</summary>
internal sealed class SqlCodeReader : ICodeReader
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CodeReach>>([.. queries.Select(q => Read(q, context))]);

    private static CodeReach Read(CodeQuery query, CodeContext context)
    {
        var name = CodeFolders.Name(context.Project.Root, query.ScriptPath);
        if (Facts(query.ScriptPath, context) is not { } facts) return new CodeReach([], null, [new Finding("missing-script", query.Place, $"script '{name}' of '{query.Owner}' cannot be read")]);
        var signature = new CodeSignature([.. facts.Parameters.Select(parameter => new CodeParameter(parameter, Required: true))], AcceptsAny: false);
        return new CodeReach([new Component(ComponentKind.Code, name, facts.Code, SqlCode.Normaliser)], signature, [], facts.MentionsContext) { Tables = facts.Tables };
    }

    private static SqlFacts? Facts(string path, CodeContext context)
    {
        try
        {
            if (context.Files.Hash(path) is not { } hashed) return null;
            if (context.Facts.Get(SqlFacts.Normaliser, hashed.Hash) is { } known) return SqlFacts.From(known);
            var bytes = File.ReadAllBytes(path);
            var facts = SqlFacts.Of(Encoding.UTF8.GetString(bytes));
            context.Facts.Put(SqlFacts.Normaliser, Hash256.Of(bytes), facts.ToBytes());
            return facts;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
