using Kptn.Testing.DiffTools;
using Kptn.Testing.Reviewing;
using Kptn.Testing.Snapshots;
using Kptn.Tool.Terminal;
using Kptn.Tool.Terminal.Reviews;

namespace Kptn.Tool.Reviews;

/// <summary>Shows one thing after the other, and does what the keys say.</summary>
/// <param name="terminal">Where it is shown, and where keys come from.</param>
/// <param name="review">What awaits approval.</param>
/// <param name="queue">What is to be decided.</param>
/// <param name="reviewer">Carries out decisions.</param>
/// <param name="content">What there is to see.</param>
/// <param name="page">How it is laid out.</param>
/// <param name="head">Says what a page is about.</param>
internal sealed class ReviewLoop(IReviewTerminal terminal, SnapshotReview review, ReviewQueue queue, Reviewer reviewer, ReviewContent content, ReviewPage page, ReviewHead head)
{
    private bool _isFull;
    private bool _isHelp;
    private Decision? _several;

    /// <summary>Runs until nothing is left, or somebody wants an end.</summary>
    /// <returns>Whether it was interrupted.</returns>
    public bool Run()
    {
        var isOver = false;
        while (!isOver && queue.Current is { } entry && !terminal.Stop.IsCancellationRequested)
        {
            Draw(entry);
            if (terminal.Read() is { } press) isOver = Handle(entry, press);
        }

        return terminal.Stop.IsCancellationRequested;
    }

    private void Draw(ReviewEntry entry)
    {
        (page.Head, page.Corner) = (head.Lines(entry, queue), ReviewHead.Corner(queue));
        page.Keys = _several is null ? ReviewKeys.Bar : ReviewKeys.Several;
        if (!_isHelp && content.IsSlow(entry, _isFull))
        {
            page.Body = ["comparing…"];
            terminal.Draw(page.Rows(terminal.Width, terminal.Height));
        }

        page.Body = _isHelp ? ReviewKeys.Help : content.Lines(entry, terminal.Width, _isFull, terminal.Stop);
        terminal.Draw(page.Rows(terminal.Width, terminal.Height));
    }

    /// <summary>Does what a key asks for.</summary>
    /// <returns>Whether that was to quit.</returns>
    private bool Handle(ReviewEntry entry, KeyPress press)
    {
        var action = ReviewKeys.Of(press);
        page.Message = "";
        if (_isHelp && !IsScroll(action))
        {
            (_isHelp, page.Top) = (false, 0);
            return action == ReviewAction.Quit;
        }

        if (_several is { } several)
        {
            _several = null;
            if (action is ReviewAction.OfTask or ReviewAction.OfAll) Several(several, queue.Rest(action == ReviewAction.OfTask));
            else page.Message = "neither; nothing was decided";
            return false;
        }

        switch (action)
        {
            case ReviewAction.Accept or ReviewAction.Reject or ReviewAction.Skip:
                One(entry, DecisionOf(action));
                break;
            case ReviewAction.AcceptRest or ReviewAction.RejectRest or ReviewAction.SkipRest:
                Ask(entry, DecisionOf(action));
                break;
            case ReviewAction.OpenTool:
                page.Message = OpenTool(entry);
                break;
            case ReviewAction.Toggle:
                (_isFull, page.Top) = (!_isFull, 0);
                page.Message = _isFull ? "all rows and values; v shows samples again" : "";
                break;
            case ReviewAction.Help:
                (_isHelp, page.Top) = (true, 0);
                page.Message = "any key goes back";
                break;
            case ReviewAction.Quit:
                return true;
            default:
                if (!IsScroll(action)) page.Message = press.Character > ' ' ? $"'{press.Character}' does nothing here; ? explains the keys" : "";
                else Scroll(action);
                break;
        }

        return false;
    }

    private void Ask(ReviewEntry entry, Decision decision)
    {
        _several = decision;
        var (task, all) = (queue.Rest(ofTask: true).Count, queue.Rest(ofTask: false).Count);
        page.Message = $"{decision} which? t: the rest of {(entry.IsManifests ? "the manifests" : entry.Waiting.Key.Task)} ({task}), e: everything that is left ({all})";
    }

    private void One(ReviewEntry entry, Decision decision)
    {
        var end = Decide(entry, decision, content.Headline(entry, terminal.Stop));
        page.Message = decision == Decision.Skip ? "" : $"{Past(decision)}: {ReviewHead.Name(entry)}";
        if (!end.IsDone) LookAgain(entry, end);
        Next();
    }

    // What was shown is not what is there: a person has to look again before keys mean anything.
    private void LookAgain(ReviewEntry entry, DecisionEnd end)
    {
        content.Forget();
        var isThere = queue.Refresh();
        page.Message = !isThere ? $"{ReviewHead.Name(entry)} awaits approval no more: somebody else settled it"
            : end.Problems.All(problem => problem.Kind == SnapshotProblemKind.Changed) ? "not done: it changed since it was shown; this is what is there now"
            : $"not done: {end.Problems[0].Message}";
        terminal.Forget();
    }

    private void Several(Decision decision, IReadOnlyList<ReviewEntry> entries)
    {
        var left = 0;
        foreach (var entry in entries)
        {
            if (terminal.Stop.IsCancellationRequested) return;
            if (!Decide(entry, decision, decision == Decision.Skip ? "" : content.Headline(entry, terminal.Stop)).IsDone) left++;
        }

        content.Forget();
        if (left > 0) queue.Refresh();
        Next();
        page.Message = $"{Past(decision)}: {Units.Count(entries.Count - left, "output")}{(left > 0 ? $"; {left} changed meanwhile" : "")}";
    }

    private DecisionEnd Decide(ReviewEntry entry, Decision decision, string headline)
    {
        var ends = decision == Decision.Skip ? [] : entry.Snapshots.Select(waiting => reviewer.Decide(waiting, entry.Output is { } output ? [(output, headline)] : [], decision)).ToList();
        var all = new DecisionEnd([.. ends.SelectMany(end => end.Problems)]) { IsSettledElsewhere = ends.Exists(end => end.IsSettledElsewhere) };
        if (all.IsDone) entry.Decision = decision;
        return all;
    }

    private void Next()
    {
        queue.Advance();
        (_isFull, page.Top) = (false, 0);
    }

    private string OpenTool(ReviewEntry entry)
    {
        if (content.Reviewed is not { } reviewed || entry.Output is null) return "there are no two files to show";
        if (entry.Output.Kind == PendingKind.Removed) return "it is gone; there is nothing to compare it with";
        if (!DiffWindows.AreAllowed) return "no window can be opened here: there is no screen, or diff tools are turned off";
        if (Directory.Exists(reviewed.NewPath)) return "it is a folder; diff tools show files";
        return DiffWindows.Open(reviewed.NewPath ?? "", reviewed.OldPath ?? review.EmptyFile(entry.Output))
            ? "opened in the diff tool; a here accepts what was received"
            : "no diff tool was found; set DiffEngine_ToolOrder, or install one that DiffEngine knows";
    }

    private static string Past(Decision decision) => decision == Decision.Accept ? "approved" : decision == Decision.Reject ? "rejected" : "skipped";

    private static Decision DecisionOf(ReviewAction action) => action switch
    {
        ReviewAction.Accept or ReviewAction.AcceptRest => Decision.Accept,
        ReviewAction.Reject or ReviewAction.RejectRest => Decision.Reject,
        _ => Decision.Skip,
    };

    private static bool IsScroll(ReviewAction action) => action >= ReviewAction.Down;

    private void Scroll(ReviewAction action) => page.Top += action switch
    {
        ReviewAction.Down => 1,
        ReviewAction.Up => -1,
        ReviewAction.PageDown => page.PageRows,
        ReviewAction.PageUp => -page.PageRows,
        ReviewAction.Start => -page.Top,
        _ => int.MaxValue / 2,
    };
}
