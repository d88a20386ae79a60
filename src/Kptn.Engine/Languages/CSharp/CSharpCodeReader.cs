using System.IO.Enumeration;
using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.CSharp;

/// <summary>Says which code single C# files reach: the file, what its <c>#:project</c> and <c>#:include</c> lines name, and the build files that apply.</summary>
internal sealed class CSharpCodeReader : ICodeReader
{
    private static readonly string[] BuildFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CodeReach>>([.. queries.Select(q => Follow(q, context))]);

    private static CodeReach Follow(CodeQuery query, CodeContext context)
    {
        var root = context.Project.Root;
        var components = new Dictionary<string, Component>(StringComparer.Ordinal);
        var findings = new List<Finding>();
        var mentions = false;
        if (!Take(query.ScriptPath)) findings.Add(new Finding("missing-script", query.Place, $"script '{CodeFolders.Name(root, query.ScriptPath)}' of '{query.Owner}' cannot be read"));
        var home = Path.GetDirectoryName(query.ScriptPath)!;
        foreach (var name in BuildFiles) Take(Path.Combine(home, name));
        var pending = new Queue<(string Path, string Directive, int Line)>(Directives(query.ScriptPath));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (pending.TryDequeue(out var next))
        {
            if (!seen.Add(next.Path)) continue;
            var isFound = next.Directive == "project" ? TakeProject(next.Path) : Take(next.Path);
            if (isFound && next.Directive == "include")
            {
                foreach (var inner in Directives(next.Path)) pending.Enqueue(inner);
            }
            else if (!isFound)
            {
                findings.Add(new Finding("missing-source", new Place(CodeFolders.Name(root, query.ScriptPath), next.Line, 1), $"'{CodeFolders.Name(root, next.Path)}' of '#:{next.Directive}' does not exist"));
            }
        }

        return new CodeReach([.. components.Values.OrderBy(c => c.Name, StringComparer.Ordinal)], null, findings, mentions);

        bool Take(string path)
        {
            if (components.ContainsKey(path)) return true;
            if (WholeFile.Text(path, CodeFolders.Name(root, path), context) is not { } text) return false;
            components[path] = text.Component;
            mentions |= text.MentionsContext;
            return true;
        }

        bool TakeProject(string path)
        {
            var folder = Directory.Exists(path) ? path : File.Exists(path) ? Path.GetDirectoryName(path)! : null;
            if (folder is null) return false;
            foreach (var file in Sources(folder)) Take(file);
            return true;
        }
    }

    private static FileSystemEnumerable<string> Sources(string folder) =>
        new(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory
                && (entry.FileName.EndsWith(".cs", StringComparison.Ordinal) || entry.FileName.EndsWith(".csproj", StringComparison.Ordinal) || entry.FileName.EndsWith(".resx", StringComparison.Ordinal) || entry.FileName.EndsWith(".props", StringComparison.Ordinal)),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                entry.FileName is not ("bin" or "obj") && !entry.FileName.StartsWith('.') && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    private static List<(string Path, string Directive, int Line)> Directives(string script)
    {
        var found = new List<(string, string, int)>();
        try
        {
            var number = 0;
            foreach (var line in File.ReadLines(script, Encoding.UTF8))
            {
                number++;
                if (!line.StartsWith("#:", StringComparison.Ordinal)) continue;
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                if (space < 0 || line[2..space] is not ("project" or "include") || line.Contains('\0', StringComparison.Ordinal)) continue;
                found.Add((Path.GetFullPath(line[space..].Trim().Trim('"').Replace('\\', '/'), Path.GetDirectoryName(script)!), line[2..space], number));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Clear();
        }

        return found;
    }
}
