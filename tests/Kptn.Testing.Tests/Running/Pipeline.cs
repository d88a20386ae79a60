using Kptn.Engine.Artifacts.Local;
using Kptn.Engine.Graphs.Selections;
using Kptn.Engine.Projects;
using Kptn.Testing.Rendering;
using Kptn.Testing.Running;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Tests.Running;

/// <summary>A project of a test's own, whose tasks are tested as users do.</summary>
public sealed class Pipeline : IDisposable
{
    private readonly TestFolder _folder = new();

    public Pipeline() => Root = Directory.CreateDirectory(_folder["shop"]).FullName;

    public string Root { get; }

    public string this[string relative] => Path.Combine(Root, relative);

    public Pipeline Write(string relative, string content)
    {
        _folder.Write(Path.Combine("shop", relative), content.ReplaceLineEndings("\n"));
        return this;
    }

    public Pipeline Replace(string relative, string old, string now)
    {
        var text = File.ReadAllText(this[relative]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Write(relative, text.Replace(old, now, StringComparison.Ordinal));
    }

    public TestReport Test(params string[] words) => Test(request => request with { Selection = Selection.Parse(words, []) });

    public TestReport Test(Func<TestRequest, TestRequest> change)
    {
        var (session, findings) = TestSession.OpenAsync(change(new TestRequest { Folder = Root }), CancellationToken.None).GetAwaiter().GetResult();
        Assert.True(session is not null, string.Join('\n', findings));
        try
        {
            return session.RunAllAsync(null, CancellationToken.None).GetAwaiter().GetResult();
        }
        finally
        {
            session.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Approves what was received, of all tasks or of those named.</summary>
    public Pipeline Approve(params string[] tasks)
    {
        var project = ProjectReader.Read(ProjectFinder.Find(Root, null).Location!).Project!;
        var store = new SnapshotStore(SnapshotSettings.Of(project), LocalArtifactStore.Of(project)) { Server = null };
        foreach (var pending in store.Pending().Where(pending => tasks.Length == 0 || tasks.Contains(pending.Key.Task)))
        {
            var result = store.Approve(pending);
            Assert.True(result.IsComplete, string.Join('\n', result.Problems));
        }

        return this;
    }

    /// <summary>Tests and approves everything.</summary>
    public Pipeline Settle()
    {
        var report = Test();
        Assert.True(report.Outcomes.All(outcome => outcome.Status != TestStatus.Failed), string.Join('\n', report.Outcomes.Select(outcome => $"{outcome.Name} {outcome.Failure?.Error}")));
        return Approve();
    }

    /// <summary>What is in the project, but for kptn's own folder and what was received: paths and content.</summary>
    public IReadOnlyDictionary<string, string> Tree() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/.kptn/cache/", StringComparison.Ordinal) && !file.Contains("/.kptn/tests/", StringComparison.Ordinal) && !file.EndsWith("/.kptn/.gitignore", StringComparison.Ordinal) && !file.Contains(".received.", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(Root, file), file => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))), StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();
}
