using System.Collections.Concurrent;
using System.Diagnostics;

namespace Kptn.EndToEnd.Harness;

/// <summary>A project in a folder of a test's own, and the tool to run on it.</summary>
public sealed class Sandbox : IDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Sandbox>> Settled = new();
    private readonly string _home;
    private readonly Dictionary<int, DateTime> _started = [];

    static Sandbox() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var first in Settled.Values.Where(first => first.IsValueCreated)) first.Value.Dispose();
    };

    private Sandbox(string home, string root) => (_home, Root) = (home, root);

    public string Root { get; private set; }

    /// <summary>The graph that is run and planned.</summary>
    public string? Graph { get; set; }

    /// <summary>Whether what is known of what a task would make is put back; else it runs, as most specs want to see.</summary>
    public bool Restores { get; set; }

    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>A project of <c>Projects/</c> as written.</summary>
    public static Sandbox New(string project, string? graph = null)
    {
        var sandbox = Empty();
        sandbox.Graph = graph;
        Copy(Path.Combine(AppContext.BaseDirectory, "Projects", project), sandbox.Root);
        return sandbox;
    }

    /// <summary>A project of <c>Projects/</c> that ran until nothing was left to do.</summary>
    public static Sandbox Ran(string project, string? graph = null)
    {
        var first = Settled.GetOrAdd(project, name => new(() => New(name, graph).Settle())).Value;
        var sandbox = Empty();
        sandbox.Graph = graph;
        Copy(first.Root, sandbox.Root);
        return sandbox;
    }

    public static Sandbox Empty()
    {
        var home = Directory.CreateTempSubdirectory("kptn-e2e-").FullName;
        return new Sandbox(home, Directory.CreateDirectory(Path.Combine(home, "project")).FullName);
    }

    public string this[string relative] => Path.Combine(Root, relative);

    public Sandbox Write(string relative, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], content);
        return this;
    }

    public string Read(string relative) => File.ReadAllText(this[relative]);

    /// <summary>Replaces text that occurs exactly once.</summary>
    public Sandbox Edit(string relative, string old, string replacement)
    {
        var text = Read(relative);
        Assert.True(text.Split(old).Length == 2, $"'{old}' must occur once in {relative}");
        return Write(relative, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public Sandbox Append(string relative, string text) => Write(relative, Read(relative) + text);

    public Sandbox Delete(string relative)
    {
        if (Directory.Exists(this[relative])) Directory.Delete(this[relative], recursive: true);
        else File.Delete(this[relative]);
        return this;
    }

    public Sandbox Sh(string script)
    {
        var info = new ProcessStartInfo("/bin/sh", ["-e", "-c", script]) { WorkingDirectory = Root, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script}\n{output}\n{error.GetAwaiter().GetResult()}");
        return this;
    }

    public Sandbox MoveTo(string name)
    {
        var target = Path.Combine(_home, name);
        Directory.Move(Root, target);
        Root = target;
        return this;
    }

    public ToolExit Kptn(params IEnumerable<string> arguments) => KptnTool.Call(Root, Environment, arguments);

    /// <summary>Starts the tool; it is ended with the sandbox at the latest.</summary>
    public Process Start(params IEnumerable<string> arguments)
    {
        var process = KptnTool.Start(Root, Environment, arguments);
        _started.Add(process.Id, process.StartTime);
        return process;
    }

    public RunReport Run(params IEnumerable<string> arguments) => new(Kptn(["run", "--json", .. Running, .. InGraph(arguments)]));

    public PlanReport Plan(params IEnumerable<string> arguments) => new(Kptn(["plan", "--json", .. Running, .. InGraph(arguments)]));

    private string[] Running => Restores ? [] : ["--no-restore"];

    public IEnumerable<string> InGraph(IEnumerable<string> arguments) => Graph is null ? arguments : [.. arguments, "--graph", Graph];

    /// <summary>Runs, and makes sure that all went well and nothing is left to do.</summary>
    public Sandbox Settle(params IEnumerable<string> arguments)
    {
        var run = Run(arguments);
        Assert.True(run.Exit.Code == 0, run.ToString());
        RunsNothing(arguments);
        return this;
    }

    /// <summary>Makes sure that a run does exactly these tasks for these reasons, as a plan said before, and leaves nothing to do.</summary>
    public RunReport Runs(string expected, params IEnumerable<string> arguments)
    {
        var plan = Plan(arguments);
        var run = Run(arguments);
        Assert.True(run.Exit.Code == 0, run.ToString());
        Assert.Equal(Lines(expected), run.Reasons);
        foreach (var (task, reason) in run.Ran)
        {
            Assert.True(plan.Actions[task] is "run" or "may-run", $"the plan said that {task} is {plan.Actions[task]}");
            if (plan.Reasons.TryGetValue(task, out var planned) && !plan.Waiting.Contains(task)) Assert.Equal(Short(reason), planned);
        }

        foreach (var task in plan.Of("run")) Assert.True(run.Ran.ContainsKey(task), $"the plan said that {task} runs");
        RunsNothing(arguments.Where(argument => argument != "--force"));
        return run;
    }

    public void RunsNothing(params IEnumerable<string> arguments)
    {
        var run = Run(arguments);
        Assert.Equal("", run.Reasons);
        Assert.True(run.Exit.Code == 0, run.ToString());
        Assert.Empty(run.Blocked);
    }

    public void Dispose()
    {
        foreach (var (id, startTime) in _started) End(id, startTime);
        for (var left = 5; left > 0; left--)
        {
            try
            {
                Directory.Delete(_home, recursive: true);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(50);
            }
        }
    }

    // Its number may be another process's by now.
    private static void End(int id, DateTime startTime)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            if (process.StartTime == startTime) process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }

    private static string Lines(string expected) =>
        string.Join('\n', expected.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));

    private static string Short(string reason) => reason.EndsWith(" more)", StringComparison.Ordinal) ? reason[..reason.LastIndexOf(" (+", StringComparison.Ordinal)] : reason;

    private static void Copy(string from, string to)
    {
        using var process = Process.Start(new ProcessStartInfo("cp", ["-a", from + "/.", to]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
