using System.CommandLine;
using Kptn.Engine.Projects;
using Kptn.Testing;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.GitHub;
using Kptn.Testing.Rendering.Json;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Running;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn test</c>.</summary>
internal sealed class TestCommand
{
    private readonly SelectionOptions _selection = new();
    private readonly ItemOptions _items = new(hasSubset: false);
    private readonly Option<bool> _each = new("--each") { Description = "A sandbox for each item of mapped tasks, not one for all items of a task" };
    private readonly Option<bool> _changed = new("--changed", "-c") { Description = "Only tasks whose code, args, config or approved inputs are not those that their snapshot was approved with" };
    private readonly Option<string?> _upstream = new("--upstream") { Description = "What tests take for the outputs of the tasks before: what was approved, or what the newest good run made (default: approved)", HelpName = "approved|latest" };
    private readonly Option<bool> _twice = new("--twice") { Description = "Run each task two times, say what is not the same each time, and propose the setting that silences it" };
    private readonly Option<int?> _jobs = NumberOption.Create("--jobs", ["-j"], "N", "How many tests run at once (default: as many as there are processors)", least: 1);
    private readonly Option<string[]> _reports = new("--report") { Description = "Also write a report to FILE, by its end: .html, .md, .json, .trx or .xml (JUnit); may be given several times", HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private TestCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _selection.AddTo(command);
        _items.AddTo(command);
        foreach (var option in new Option[] { _changed, _upstream, _twice, _each, _jobs, _reports }) command.Options.Add(option);
        _options = new ProjectOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_upstream) is { } word && word is not ("approved" or "latest")) result.AddError($"--upstream takes approved or latest, not '{word}'");
            foreach (var file in result.GetValue(_reports) ?? [])
            {
                if (TestReports.FormOf(file) is null) result.AddError($"--report '{file}' must end in .html, .md, .json, .trx or .xml");
            }
        });
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("test", "Run tasks alone on approved inputs, and compare what they make with their snapshots")
        {
            Examples =
            [
                ("kptn test", "every task of every graph"),
                ("kptn test clean", "clean alone"),
                ("kptn test --changed", "what is not as it was approved"),
                ("kptn test summary --item US_STATE=NC", "one item of a mapped task"),
                ("kptn test --twice", "find what is not deterministic"),
                ("kptn test --report out/tests.trx --report out/tests.html", "for a build server"),
            ],
        };
        var verb = new TestCommand(tool, command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var selection = _selection.Parse(parsed);
        if (_items.Scope(_tool, parsed, selection) is not { } items) return ExitCodes.BadUsage;
        var words = Environment.GetCommandLineArgs().Skip(1);
        var request = new TestRequest
        {
            Folder = _tool.Folder,
            Project = _options.Project(parsed),
            Graph = _options.Graph(parsed),
            Selection = selection with { Items = [] },
            Items = items.Filter,
            ItemCases = parsed.GetValue(_each) || items.Filter is not null ? ItemCases.Each : ItemCases.Together,
            Upstream = parsed.GetValue(_upstream) == "latest" ? UpstreamMode.Latest : UpstreamMode.Approved,
            OnlyChanged = parsed.GetValue(_changed),
            Twice = parsed.GetValue(_twice),
            Jobs = parsed.GetValue(_jobs),
            Command = $"kptn {string.Join(' ', words)}",
        };
        var (run, findings) = await TestRun.OpenAsync(request, cancellation).ConfigureAwait(false);
        FindingText.Write(_tool.Screen, [.. findings.Where(finding => finding.Severity != Severity.Advice)]);
        if (run is null) return ExitCodes.BadUsage;
        await using var opened = run.ConfigureAwait(false);
        if (run.Count == 0)
        {
            _tool.Screen.Refuse("there is nothing to test: no task, or no item, was chosen");
            return ExitCodes.BadUsage;
        }

        var isJson = _options.Json(parsed);
        var progress = new TestProgress(_tool.Screen, run.Count, isJson);
        using var stop = new StopSignals(run.Processes, progress.Say, cancellation);
        var report = await run.RunAllAsync(progress.Add, stop.Token).ConfigureAwait(false);
        progress.Clear();
        if (isJson) _tool.Screen.Line(ReportJson.Of(report));
        else Show(report, run.Root);
        var isWritten = new TestReports(_tool, run.Root).Write(report, parsed.GetValue(_reports) ?? [], isQuiet: isJson || report.Passes);
        return stop.Token.IsCancellationRequested ? ExitCodes.Interrupted : report.Passes && isWritten ? ExitCodes.Success : ExitCodes.TaskFailed;
    }

    private void Show(TestReport report, string root)
    {
        var text = new TerminalText(new TerminalOptions { Width = _tool.Screen.Width, Paint = new DiffPainter(_tool.Screen).Paint });
        foreach (var line in text.Of(report)) _tool.Screen.Line(line);
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") != "true") return;
        var workspace = Environment.GetEnvironmentVariable("GITHUB_WORKSPACE");
        var folder = workspace is { Length: > 0 } && Path.GetRelativePath(workspace, root) is var relative && relative != "." && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : "";
        foreach (var line in new GitHubAnnotations(new GitHubOptions { ProjectFolder = folder }).Of(report)) _tool.Screen.Line(line);
    }
}
