using System.Text.Json.Nodes;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages;
using Kptn.Engine.Languages.Python;

namespace Kptn.Engine.Tests.Languages.Python;

/// <summary>A project folder with one Python worker.</summary>
public sealed class WorkerFolder : IAsyncDisposable
{
    private int _results;

    public WorkerFolder(bool withoutFork = false, string? interpreter = null)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["HOME"] = Files.Root };
        interpreter ??= Environment.GetEnvironmentVariable("KPTN_PYTHON") ?? PythonShim.Resolve(InterpreterFinder.OnPath("python3"))!;
        Worker = new PythonWorker(Processes, interpreter, Files[".kptn/cache"], environment) { WithoutFork = withoutFork };
    }

    public TestFolder Files { get; } = new();

    public ProcessRunner Processes { get; } = new();

    public PythonWorker Worker { get; }

    public string Log => File.Exists(Files["log"]) ? Files.Read("log") : "";

    public PythonCall Call(string script, string function = "f") => new()
    {
        ScriptPath = Files[script],
        Function = function,
        SearchPath = [Path.GetDirectoryName(Files[script])!, Files["lib"], Files.Root],
        WorkingDirectory = Files.Root,
        LogPath = Files["log"],
        ResultPath = Files[$"result{Interlocked.Increment(ref _results)}.json"],
    };

    /// <summary>Calls <c>f</c> of a script with this text.</summary>
    public Task<PythonOutcome> RunAsync(string code, params PythonArgument[] arguments) => RunAsync(Write(code) with { Arguments = arguments });

    public Task<PythonOutcome> RunAsync(PythonCall call) => Worker.CallAsync(call, TestContext.Current.CancellationToken);

    /// <summary>Calls <c>f</c> of a script with this text, which has to succeed, and gives the result as text.</summary>
    public async Task<string> ResultAsync(string code, params PythonArgument[] arguments) =>
        await ResultAsync(Write(code) with { Arguments = arguments });

    public async Task<string> ResultAsync(PythonCall call)
    {
        var outcome = await RunAsync(call);
        Assert.True(outcome.Succeeded, $"{outcome.Error}\n{Log}");
        return await File.ReadAllTextAsync(call.ResultPath!);
    }

    /// <summary>Calls <c>f</c> of a script with this text, which has to fail, and gives the error.</summary>
    public async Task<PythonError> ErrorAsync(string code, params PythonArgument[] arguments) =>
        await ErrorAsync(Write(code) with { Arguments = arguments });

    public async Task<PythonError> ErrorAsync(PythonCall call)
    {
        var outcome = await RunAsync(call);
        Assert.False(outcome.Succeeded);
        return outcome.Error!;
    }

    public PythonCall Write(string code)
    {
        Files.Write("tasks/t.py", code);
        return Call("tasks/t.py");
    }

    public static string Json(string text) => JsonValue.Create(text).ToJsonString();

    public static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public async Task<int> NumberAsync(string file)
    {
        while (!File.Exists(Files[file]) || Files.Read(file).Length == 0 || Files.Read(file)[^1] != '\n')
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return int.Parse(Files.Read(file));
    }

    public static async Task GoneAsync(int id)
    {
        while (IsAlive(id)) await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        Files.Dispose();
    }
}
