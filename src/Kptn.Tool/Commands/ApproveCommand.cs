using System.CommandLine;
using System.CommandLine.Parsing;
using Kptn.Engine.Projects;
using Kptn.Testing.Reviewing;
using Kptn.Testing.Snapshots;
using Kptn.Tool.Reviews;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Commands;

/// <summary><c>kptn approve</c>.</summary>
internal sealed class ApproveCommand
{
    private readonly SelectionOptions _selection = new("a review, one by one");
    private readonly ItemOptions _items = new(hasSubset: false);
    private readonly Option<string[]> _outputs = new("--output", "-o") { Description = "Only these outputs, by path, in which * stands for any characters; result.json for a task's result; may be given several times", HelpName = "PATH", AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _all = new("--all") { Description = "All that awaits approval, without asking" };
    private readonly Option<bool> _reject = new("--reject") { Description = "Remove what was received instead of approving it" };
    private readonly Option<bool> _prune = new("--prune") { Description = "Remove snapshots that belong to no graph, task, item or output any more" };
    private readonly Option<bool> _interactive = new("--interactive", "-i") { Description = "Review what was chosen, output by output" };
    private readonly ProjectOptions _options;
    private readonly ToolContext _tool;

    private ApproveCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _selection.AddTo(command);
        _items.AddTo(command);
        foreach (var option in new Option[] { _outputs, _all, _reject, _prune, _interactive }) command.Options.Add(option);
        _options = new ProjectOptions().AddTo(command);
        command.Validators.Add(Validate);
    }

    public static Command Create(ToolContext tool)
    {
        var command = new Verb("approve", "Approve what tests received; without words, review it output by output")
        {
            Examples =
            [
                ("kptn approve", "review what tests received, one by one"),
                ("kptn approve clean", "approve all of clean"),
                ("kptn approve clean --output clean.csv", "approve one output of it"),
                ("kptn approve summary --item US_STATE=NC", "approve one item of a mapped task"),
                ("kptn approve --all", "approve everything"),
                ("kptn approve clean --reject", "remove what was received of clean"),
                ("kptn approve --prune", "remove snapshots of what is gone"),
            ],
        };
        var verb = new ApproveCommand(tool, command);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private void Validate(CommandResult result)
    {
        var isChosen = IsChosen(result);
        if (result.GetValue(_all) && isChosen) result.AddError("--all takes everything; leave it out to choose, or leave out what chooses");
        if (result.GetValue(_interactive) && (result.GetValue(_all) || result.GetValue(_reject) || result.GetValue(_prune))) result.AddError("--interactive asks for each output; --all, --reject and --prune do not go with it");
        if (result.GetValue(_reject) && !isChosen && !result.GetValue(_all)) result.AddError("--reject needs tasks to reject, or --all");
        if (result.GetValue(_prune) && isChosen) result.AddError("--prune removes what belongs to no task, so no tasks can be chosen with it; --graph and --all go with it");
    }

    private bool IsChosen(CommandResult result) => _selection.IsUsed(result) || _items.IsUsed(result) || result.GetValue(_outputs) is { Length: > 0 };

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation) => Task.FromResult(Run(parsed, cancellation));

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (BuildServer.Find(Environment.GetEnvironmentVariable) is { } server)
        {
            _tool.Screen.Refuse($"this runs on {server}, where nothing is ever approved; run 'kptn approve' on your own machine and commit the snapshots");
            return ExitCodes.BadUsage;
        }

        var selection = _selection.Parse(parsed);
        if (_items.Scope(_tool, parsed, selection) is not { } items) return ExitCodes.BadUsage;
        var request = new ReviewRequest
        {
            Folder = _tool.Folder,
            Project = _options.Project(parsed),
            Graph = _options.Graph(parsed),
            Selection = selection with { Items = [] },
            Items = items.Filter,
            Outputs = parsed.GetValue(_outputs) ?? [],
            Command = $"kptn {string.Join(' ', Environment.GetCommandLineArgs().Skip(1))}",
        };
        var (opened, findings) = SnapshotReview.Open(request);
        FindingText.Write(_tool.Screen, [.. findings.Where(finding => finding.Severity != Severity.Advice)]);
        if (opened is null) return ExitCodes.BadUsage;
        using var review = opened;
        return Run(parsed, review, cancellation);
    }

    private int Run(ParseResult parsed, SnapshotReview review, CancellationToken cancellation)
    {
        var isJson = _options.Json(parsed);
        var isChosen = IsChosen(parsed.CommandResult);
        var (prunes, isInteractive) = (parsed.GetValue(_prune), parsed.GetValue(_interactive));
        if (parsed.GetValue(_all) || prunes || (isChosen && !isInteractive))
        {
            if (parsed.GetValue(_outputs) is { Length: > 0 } outputs && review.Waiting.Count == 0) return NoOutput(parsed, outputs);
            Decision? decision = parsed.GetValue(_reject) ? Decision.Reject : isChosen || parsed.GetValue(_all) ? Decision.Accept : null;
            return new Approval(_tool.Screen, review).Run(new ApprovalRequest(decision, prunes, isJson), cancellation);
        }

        if (isJson || !_tool.Screen.HasKeys) return new NobodyAnswers(_tool.Screen, review).Refuse(isJson);
        return new InteractiveReview(_tool.Screen, review, () => new ReviewTerminal(_tool.Screen)).Run();
    }

    private int NoOutput(ParseResult parsed, string[] outputs)
    {
        var names = string.Join(", ", outputs.Select(output => $"'{output}'"));
        _tool.Screen.Refuse($"no output that awaits approval is called {names}; 'kptn diff --stat' lists those that do{(_selection.IsEmpty(parsed) ? "" : " of all tasks")}");
        return ExitCodes.BadUsage;
    }
}
