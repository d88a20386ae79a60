using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.Python;

/// <summary>Answers queries from the facts known so far.</summary>
/// <param name="context">The project.</param>
/// <param name="source">The facts.</param>
/// <param name="paths">Search paths of scripts.</param>
internal sealed class PythonQueries(CodeContext context, PythonFactSource source, PythonSearchPaths paths)
{
    private readonly PythonEntries _entries = new(CodeFolders.Scratch(context.Project));
    private readonly Dictionary<string, PythonGraph> _graphs = new(StringComparer.Ordinal);
    private int _visits;

    /// <summary>All folders in which modules were looked for.</summary>
    public IEnumerable<string> Folders => _graphs.Values.SelectMany(graph => graph.Imports.SearchPath).Distinct(StringComparer.Ordinal);

    /// <summary>Answers in order. An answer is only good while nothing is missing at the source.</summary>
    public CodeReach[] Answer(IReadOnlyList<CodeQuery> queries)
    {
        var found = new (PythonGraph Graph, PythonSearch? Search, CodeSignature? Signature, List<Finding> Findings)[queries.Count];
        for (var i = 0; i < found.Length; i++) found[i] = Find(queries[i] with { ScriptPath = Path.GetFullPath(queries[i].ScriptPath) });
        if (source.Missing.Count > 0) return [];
        foreach (var graph in _graphs.Values) graph.Rank();
        var answers = new CodeReach[found.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            var (graph, search, signature, findings) = found[i];
            answers[i] = new CodeReach(search is null ? [] : Components(graph, search), signature, findings) { Loaded = search is null || !context.WithLoaded ? [] : Loaded(search) };
        }

        return answers;
    }

    private (PythonGraph Graph, PythonSearch? Search, CodeSignature? Signature, List<Finding> Findings) Find(CodeQuery query)
    {
        var graph = GraphOf(query);
        var findings = new List<Finding>();
        if (!_entries.IsFile(query.ScriptPath))
        {
            findings.Add(new Finding("missing-script", query.Place, $"script '{CodeFolders.Name(context.Project.Root, query.ScriptPath)}' of '{query.Owner}' cannot be read"));
            return (graph, null, null, findings);
        }

        var module = graph.Module(query.ScriptPath);
        CodeSignature? signature = null;
        var hasFunction = query.Function is not null;
        if (hasFunction && source.Missing.Count == 0 && new PythonFunctionCheck(graph).Check(query, module, out signature) is { } wrong) findings.Add(wrong);
        var start = hasFunction && findings.Count == 0 ? new PythonNode(PythonNodeKind.Entry, module, query.Function!) : module.ProgramNode();
        var search = new PythonSearch(graph, ++_visits);
        if (query.IsConfig) graph.Imports.Packages(query.ScriptPath).ForEach(init => search.From(graph.Module(init).LoadNode()));
        search.From(start);
        PythonComplaints.Add(search, findings);
        return (graph, search, signature, findings);
    }

    private PythonGraph GraphOf(CodeQuery query)
    {
        var path = paths.Of(query);
        var key = string.Join('\0', path);
        if (!_graphs.TryGetValue(key, out var graph)) _graphs[key] = graph = new PythonGraph(new PythonImports(path, _entries), _entries, source);
        return graph;
    }

    private static string[] Loaded(PythonSearch search)
    {
        var count = 0;
        foreach (var node in search.Reached)
        {
            if (node.Kind == PythonNodeKind.Load) count++;
        }

        var (files, at) = (new string[count], 0);
        foreach (var node in search.Reached)
        {
            if (node.Kind == PythonNodeKind.Load) files[at++] = node.Module!.Path;
        }

        return files;
    }

    private static Component[] Components(PythonGraph graph, PythonSearch search)
    {
        var whole = new Dictionary<PythonModule, PythonNode>();
        foreach (var node in search.Reached)
        {
            if (node.Kind is PythonNodeKind.Whole or PythonNodeKind.Program) whole[node.Module!] = node;
        }

        var (ranks, count) = (new int[search.Reached.Count], 0);
        foreach (var node in search.Reached)
        {
            if (node.Component is null) continue;
            if (whole.Count == 0 || !whole.TryGetValue(node.Module!, out var only) || only == node) ranks[count++] = node.Rank;
        }

        Array.Sort(ranks, 0, count);
        var components = new Component[count];
        for (var i = 0; i < count; i++) components[i] = graph.Ranked[ranks[i]].Component!;
        return components;
    }
}
