using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.Python;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Languages.Python;

/// <summary>A project of Python files, read as a run would: every read opens the caches from disk and saves them.</summary>
public sealed class PythonCodeProject : IDisposable
{
    private readonly TestFolder _folder = new();

    public string Root => _folder["p"];

    public IReadOnlyList<string> Roots { get; init; } = ["py"];

    public string? Python { get; init; }

    public TimeSpan Elapsed { get; private set; }

    public ProcessRunner Processes { get; private set; } = new();

    /// <summary>Writes files given as <c>== path</c> lines, each followed by its text.</summary>
    public PythonCodeProject Write(string files)
    {
        foreach (var part in ("\n" + files.ReplaceLineEndings("\n")).Split("\n== ", StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Trim().Length == 0) continue;
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            _folder.Write("p/" + (end < 0 ? part : part[..end]).Trim(), end < 0 ? "" : part[(end + 1)..]);
        }

        return this;
    }

    public void WriteBytes(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllBytes(this[path], content);
    }

    public string this[string path] => Path.Combine(Root, path);

    public void Replace(string path, string old, string with)
    {
        var text = File.ReadAllText(this[path]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(this[path], text.Replace(old, with, StringComparison.Ordinal));
    }

    public void MoveTo(string name)
    {
        Directory.CreateDirectory(_folder[name]);
        foreach (var file in Directory.GetFiles(Root, "*.py", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder[name], Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(file, target);
        }

        Directory.Delete(Root, true);
        Directory.Move(_folder[name], Root);
    }

    public async Task<CodeReach> Read(string script = "C/run.py", string? function = "F", bool isConfig = false) =>
        (await ReadAll([(script, function)], isConfig))[0];

    public async Task<IReadOnlyList<CodeReach>> ReadAll(IReadOnlyList<(string Script, string? Function)> queries, bool isConfig = false)
    {
        var project = new Project
        {
            Root = Root,
            ConfigPath = this["kptn.yaml"],
            Settings = new Settings { PyTasksDirs = [.. Roots.Select(root => Path.GetFullPath(root, Root))], Python = Python },
            Graphs = new Dictionary<string, GraphDefinition>(),
            Tasks = new Dictionary<string, TaskDefinition>(),
        };
        Processes = new ProcessRunner();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var files = new FileIndex(Root, this[".kptn/files"], TimeProvider.System);
        var facts = new FactStore(this[".kptn/facts"]);
        var context = new CodeContext(project, files, facts, new InterpreterFinder(project), Processes);
        var asked = queries.Select(q => new CodeQuery("F", new Place("kptn.yaml", 3, 7), this[q.Script], q.Function, isConfig)).ToList();
        var answers = await new PythonCodeReader().ReadAsync(asked, context, TestContext.Current.CancellationToken);
        Elapsed = watch.Elapsed;
        files.Save();
        facts.Save();
        foreach (var answer in answers) Assert.Equal(answer.Components.Select(c => c.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), answer.Components.Select(c => c.Name));
        return answers;
    }

    public static string Names(CodeReach reach) => string.Join(" ", reach.Components.Select(component => component.Name));

    public static string Text(CodeReach reach) => string.Join("\n", reach.Components.Select(component => $"{component.Name} {component.Hash}"));

    public static string Findings(CodeReach reach) =>
        string.Join("\n", reach.Findings.Select(f => $"{f.Severity} {f.Code} {f.Place} {f.Message}{(f.Expected.Length == 0 ? "" : $"; expected {f.Expected}")}{(f.Suggestion.Length == 0 ? "" : $"; {f.Suggestion}")}"));

    public void Dispose() => _folder.Dispose();
}
