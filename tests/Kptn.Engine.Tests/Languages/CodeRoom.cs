using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Languages;

/// <summary>A project folder whose code is read as the engine would.</summary>
public sealed class CodeRoom : IDisposable
{
    public TestFolder Folder { get; } = new();

    public ProcessRunner Processes { get; } = new();

    public string? Rscript { get; init; }

    public IReadOnlyList<string> Roots { get; init; } = [];

    internal CodeContext Context { get; private set; } = null!;

    public Project Project => new()
    {
        Root = Folder.Root,
        ConfigPath = Folder["kptn.yaml"],
        Settings = new Settings { Rscript = Rscript, RTasksDirs = [.. Roots.Select(r => Folder[r])] },
        Graphs = new Dictionary<string, GraphDefinition>(),
        Tasks = new Dictionary<string, TaskDefinition>(),
    };

    internal CodeContext Open()
    {
        var cache = Folder[".kptn/cache"];
        return Context = new CodeContext(
            Project,
            new FileIndex(Folder.Root, Path.Combine(cache, "files"), TimeProvider.System),
            new FactStore(Path.Combine(cache, "facts")),
            new InterpreterFinder(Project),
            Processes);
    }

    public CodeRoom Write(string relative, string content)
    {
        Folder.Write(relative, content);
        return this;
    }

    public async Task<CodeReach> Read(ICodeReader reader, string script)
    {
        var context = Open();
        var query = new CodeQuery("task", new Place("kptn.yaml", 1, 1), Folder[script], null);
        var reach = (await reader.ReadAsync([query], context, TestContext.Current.CancellationToken))[0];
        context.Facts.Save();
        context.Files.Save();
        return reach;
    }

    public void Dispose() => Folder.Dispose();
}
