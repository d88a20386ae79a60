namespace Kptn.Engine.Projects.Reading;

/// <summary>Collects findings while a project is read.</summary>
/// <param name="muted">Whether all is dropped, for values that were reported where they are written.</param>
internal sealed class FindingList(bool muted = false)
{
    /// <summary>More than this nobody reads, and a hostile file could hold millions.</summary>
    private const int Most = 1_000;

    /// <summary>Names compared for suggestions in all; then none are made any more.</summary>
    private const int MostCompared = 500_000;

    private readonly List<Finding> _findings = [];
    private int _compared;

    /// <summary>All so far.</summary>
    public IReadOnlyList<Finding> All => _findings;

    /// <summary>Whether further findings are dropped, so that costly suggestions need not be made.</summary>
    public bool IsFull => muted || _findings.Count > Most;

    /// <summary>Whether a suggestion may be sought among so many names.</summary>
    public bool MaySuggestFrom(int names)
    {
        if (IsFull || _compared > MostCompared) return false;
        _compared += names;
        return true;
    }

    /// <summary>Adds one.</summary>
    public void Add(Finding finding)
    {
        if (muted) return;
        if (_findings.Count < Most)
        {
            _findings.Add(finding);
        }
        else if (!IsFull)
        {
            _findings.Add(new Finding("too-many-findings", new Place(finding.Place.File), $"there are more than {Most} findings; the rest is not shown"));
        }
    }

    /// <summary>Adds one that stops a run.</summary>
    public void Add(string code, Place place, string message, string expected = "", string suggestion = "")
        => Add(new Finding(code, place, message, expected, suggestion));

    /// <summary>Adds one that does not.</summary>
    public void Warn(string code, Place place, string message, string expected = "", string suggestion = "")
        => Add(new Finding(code, place, message, expected, suggestion, Severity.Warning));

    /// <summary>Adds one that is shown only where the project is checked.</summary>
    public void Advise(string code, Place place, string message, string expected = "")
        => Add(new Finding(code, place, message, expected, "", Severity.Advice));
}
