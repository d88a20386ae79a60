using Kptn.Engine.Execution;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Python;

/// <summary>Says which code Python functions reach, definition by definition, through facts that Python's own parser learnt of each file once.</summary>
internal sealed class PythonCodeReader : ICodeReader
{
    private const int MaxRounds = 32;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation)
    {
        if (queries.Count == 0) return [];
        var source = new PythonFactSource(context);
        var paths = new PythonSearchPaths(context.Project);
        var findings = new List<Finding>();
        for (var round = 1; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var reader = new PythonQueries(context, source, paths);
            var answers = reader.Answer(queries);
            if (source.Missing.Count == 0)
            {
                if (findings.Count > 0) answers[0] = answers[0] with { Findings = [.. findings, .. answers[0].Findings] };
                return answers;
            }

            if (context.Interpreters.Python is not { } python)
            {
                Fall(source, findings, NoPython(queries[0].Place));
                continue;
            }

            var error = round > MaxRounds
                ? "files change faster than they can be read"
                : await PythonFactsProcess.LearnAsync(source, reader.Folders, context, cancellation).ConfigureAwait(false);
            if (error is not null) Fall(source, findings, Failed(queries[0].Place, python, error));
        }
    }

    private static void Fall(PythonFactSource source, List<Finding> findings, Finding finding)
    {
        findings.Add(finding);
        source.ScanOnly();
    }

    private static Finding NoPython(Place place) => new(
        "no-python",
        place,
        "there is no Python on this machine, so Python scripts count as whole files",
        "Python 3.8 or later",
        InstallHints.Of("python3"),
        Severity.Warning);

    private static Finding Failed(Place place, string python, string error) => new(
        "python-failed",
        place,
        $"'{python}' cannot read Python scripts ({error}), so they count as whole files",
        "Python 3.8 or later",
        "name another one as settings.python or $KPTN_PYTHON",
        Severity.Warning);
}
