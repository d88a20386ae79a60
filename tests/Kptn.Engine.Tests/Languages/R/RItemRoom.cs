using System.Collections;
using Kptn.Engine.Execution;
using Kptn.Engine.Execution.Items;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.R;

namespace Kptn.Engine.Tests.Languages.R;

/// <summary>A folder of R scripts and the two ways to run items with them.</summary>
internal sealed class RItemRoom : IAsyncDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private readonly List<IItemWorker> _workers = [];
    private int _items;

    public RItemRoom()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) _environment[(string)entry.Key] = (string)entry.Value!;
        // Stray processes of a test are looked for by it.
        _environment["RITEMROOM"] = Folder.Root;
        Directory.CreateDirectory(Folder["logs"]);
    }

    public TestFolder Folder { get; } = new();

    public ProcessRunner Processes { get; } = new();

    public Dictionary<string, string> Environments => _environment;

    public TimeSpan? Timeout { get; set; }

    public string Rscript { get; set; } = InterpreterFinder.OnPath("Rscript")!;

    public ProcessItems Plain() => Kept(new ProcessItems(Processes, Command, _environment, Timeout, TimeProvider.System));

    public RItems Warm() => Kept(new RItems(Processes, Command, _environment, Timeout, Reason, Folder["cache"], TimeProvider.System));

    /// <summary>An item that runs a script of the folder.</summary>
    public ItemWork Item(string script, params string[] arguments) => ItemIn(script, [], arguments);

    /// <summary>An item with an environment of its own.</summary>
    public ItemWork ItemIn(string script, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var id = ++_items;
        return new ItemWork($"{id}", [], [.. environment, new("KPTN_TRY", $"{Folder.Root}/{id}")], Folder[$"logs/{id}.log"], null, "")
        {
            Arguments = arguments,
            ScriptPath = Folder[script],
        };
    }

    /// <summary>Puts a shell script in the place of Rscript.</summary>
    public void UseRscript(string text)
    {
        Folder.Write("Rscript", text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder["Rscript"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Rscript = Folder["Rscript"];
    }

    public static async Task<List<ItemEnd>> RunAsync(IItemWorker worker, params ItemWork[] bundle)
    {
        var ends = new List<ItemEnd>();
        await worker.RunAsync(
            bundle,
            (at, end) =>
            {
                Assert.Equal(ends.Count, at);
                ends.Add(end);
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(bundle.Length, ends.Count);
        return ends;
    }

    public static string Log(ItemWork work) => File.Exists(work.LogPath) ? File.ReadAllText(work.LogPath, System.Text.Encoding.Latin1) : "";

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        Processes.KillAll();
        Folder.Dispose();
    }

    private static string Reason(ItemWork work) => File.Exists(work.ScriptPath!) ? RWarmth.OfText("it", File.ReadAllText(work.ScriptPath!)) : "";

    private T Kept<T>(T worker) where T : IItemWorker
    {
        _workers.Add(worker);
        return worker;
    }

    private ScriptCommand Command(ItemWork work) => new(Rscript, [work.ScriptPath!, .. work.Arguments], Path.GetDirectoryName(work.ScriptPath!)!);
}
