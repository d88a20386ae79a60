using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Shell;

/// <summary>Says which code shell scripts reach: the script and the files it names to source or run.</summary>
internal sealed class ShellCodeReader : ICodeReader
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CodeReach>>([.. queries.Select(q => Follow(q, context))]);

    private static CodeReach Follow(CodeQuery query, CodeContext context)
    {
        var root = context.Project.Root;
        var home = Path.GetDirectoryName(query.ScriptPath)!;
        var components = new Dictionary<string, Component>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        var mentions = false;
        var steps = new Queue<string>();
        if (!Take(query.ScriptPath, isShell: true))
        {
            findings.Add(new Finding("missing-script", query.Place, $"script '{CodeFolders.Name(root, query.ScriptPath)}' of '{query.Owner}' cannot be read"));
        }

        while (steps.TryDequeue(out var path))
        {
            foreach (var source in Sources(path, context))
            {
                var own = Path.GetDirectoryName(path)!;
                ReadOnlySpan<string> starts = source.IsOwn ? [own] : [home, own, root];
                var isFound = source.Path.Contains('\0', StringComparison.Ordinal);
                foreach (var start in starts) isFound = isFound || Take(Path.GetFullPath(source.Path, start), source.IsShell);
                if (isFound || !source.IsShell || !IsPathLike(source.Path) || Path.IsPathRooted(source.Path)) continue;
                findings.Add(new Finding(
                    "missing-source", new Place(CodeFolders.Name(root, path), source.Line, source.Column), $"sourced file '{source.Path}' does not exist", Severity: Severity.Warning));
            }
        }

        return new CodeReach([.. components.Values.OrderBy(c => c.Name, StringComparer.Ordinal)], null, findings, mentions);

        bool Take(string path, bool isShell)
        {
            if (components.ContainsKey(path)) return true;
            if (!CodeFolders.IsBelow(root, path) && path != query.ScriptPath) return File.Exists(path);
            if (WholeFile.Text(path, CodeFolders.Name(root, path), context) is not { } text) return false;
            components[path] = text.Component;
            mentions |= text.MentionsContext;
            if (isShell) steps.Enqueue(path);
            return true;
        }
    }

    private static bool IsPathLike(string path) => path.Contains('/', StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal);

    private static IReadOnlyList<ShellSource> Sources(string path, CodeContext context)
    {
        try
        {
            if (context.Files.Hash(path) is not { } hashed) return [];
            if (context.Facts.Get(ShellSource.Normaliser, hashed.Hash) is { } facts) return ShellSource.FromFacts(facts);
            var bytes = File.ReadAllBytes(path);
            var sources = ShellSourceFinder.Find(Encoding.UTF8.GetString(WholeFile.WithoutReturns(bytes)));
            context.Facts.Put(ShellSource.Normaliser, Hash256.Of(bytes), ShellSource.ToFacts(sources));
            return sources;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
