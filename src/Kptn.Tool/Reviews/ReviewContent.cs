using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Rendering;
using Kptn.Testing.Rendering.Terminal;
using Kptn.Testing.Reviewing;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Reviews;

/// <summary>What there is to see of the thing that is to be decided. Compares once, and again where more of it is asked for.</summary>
/// <param name="screen">Colours.</param>
/// <param name="review">What awaits approval.</param>
internal sealed class ReviewContent(Screen screen, SnapshotReview review)
{
    private const int Few = 12;
    private const int Many = 10_000;
    private const long Large = 8_000_000;
    private static readonly SampleLimits All = new() { Rows = Many, Cells = 1000, Values = Many, Lines = 10 * Many, Files = Many, Characters = 2000 };
    private (ReviewEntry Entry, bool IsFull)? _known;
    private (int Width, IReadOnlyList<string> Lines)? _made;

    /// <summary>How the output differs; <see langword="null"/> where it is none, or could not be compared.</summary>
    public ReviewedOutput? Reviewed { get; private set; }

    /// <summary>Why it could not be compared; empty where it could.</summary>
    public string Trouble { get; private set; } = "";

    /// <summary>How an output differs, in a line.</summary>
    public string Headline(ReviewEntry entry, CancellationToken cancellation)
    {
        if (_known?.Entry != entry) Compare(entry, isFull: false, cancellation);
        return Reviewed?.Tested.Diff.Headline ?? Trouble;
    }

    /// <summary>Whether it takes a while until there is something to see.</summary>
    public bool IsSlow(ReviewEntry entry, bool isFull) => _known != (entry, isFull) && (entry.Output?.New?.Size ?? 0) + (entry.Output?.Old?.Size ?? 0) > Large;

    /// <summary>Forgets what is known, since files changed.</summary>
    public void Forget() => _known = null;

    /// <summary>Lines to scroll through.</summary>
    public IReadOnlyList<string> Lines(ReviewEntry entry, int width, bool isFull, CancellationToken cancellation)
    {
        if (_known != (entry, isFull)) Compare(entry, isFull, cancellation);
        if (_made is not { } made || made.Width != width) _made = made = (width, entry.IsManifests ? Manifests(entry) : entry.Output is null ? Unreadable(entry) : Difference(width, isFull));
        return made.Lines;
    }

    private IReadOnlyList<string> Difference(int width, bool isFull)
    {
        if (Reviewed is not { Tested: { } tested }) return [screen.Paint(Trouble, Colour.Red)];
        var lines = new TerminalText(Options(width, isFull)).Of(tested.Diff).ToList();
        var only = tested.Diff.Kind switch
        {
            DiffKind.Added => Reviewed.NewPath,
            DiffKind.Removed => Reviewed.OldPath,
            _ => null,
        };
        if (only is not null) lines.AddRange(Preview(only, tested, isFull));
        return lines;
    }

    private TerminalOptions Options(int width, bool isFull)
    {
        var options = new TerminalOptions { Width = width, Paint = new DiffPainter(screen).Paint };
        return isFull ? options with { Columns = Many, Rows = Many, Cells = Many, Lines = 10 * Many, Files = Many } : options;
    }

    private List<string> Manifests(ReviewEntry entry) =>
    [
        $"{Units.Count(entry.Snapshots.Count, "manifest")} to refresh: no output differs.",
        "Accepting writes down which code and inputs they are approved with now.",
        "",
        .. entry.Snapshots.Select(snapshot => $"  {snapshot.Key}{Because(snapshot)}"),
    ];

    private string Because(WaitingSnapshot snapshot) => string.Join("; ", review.HeadOf(snapshot).Causes.Take(3)) is { Length: > 0 } causes ? screen.Paint($"  {causes}", Colour.Dim) : "";

    private List<string> Unreadable(ReviewEntry entry) =>
        [.. entry.Waiting.Snapshot.Problems.Select(problem => screen.Paint(Visible.Of(problem.ToString()), Colour.Red)), "", "It can only be rejected, or found anew by its test."];

    private IEnumerable<string> Preview(string path, TestedOutput tested, bool isFull)
    {
        var (mark, colour) = tested.Diff.Kind == DiffKind.Added ? ("+ ", Colour.Green) : ("- ", Colour.Red);
        foreach (var line in Guarded(() => [.. FilePreview.Lines(path, isFull ? 10 * Many : Few)])) yield return screen.Paint("  " + mark + Visible.Of(line), colour);
    }

    private static IReadOnlyList<string> Guarded(Func<IReadOnlyList<string>> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [$"it cannot be read: {e.Message}"];
        }
    }

    private void Compare(ReviewEntry entry, bool isFull, CancellationToken cancellation)
    {
        (_known, _made, Reviewed, Trouble) = ((entry, isFull), null, null, "");
        if (entry.Output is not { } output) return;
        try
        {
            Reviewed = review.Compare(entry.Waiting, output, isFull ? All : null, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Trouble = $"it could not be compared: {e.Message}";
        }
    }
}
