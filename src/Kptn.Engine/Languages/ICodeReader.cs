namespace Kptn.Engine.Languages;

/// <summary>Says which code tasks of one language reach. Runs no user code. Where facts of every file are kept already, starts no process.</summary>
public interface ICodeReader
{
    /// <summary>Answers all queries of a project at once, so that an interpreter is started once at most.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="context">What is needed to answer.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One answer a query, in order.</returns>
    Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation);
}
