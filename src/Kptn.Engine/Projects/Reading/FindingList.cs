namespace Kptn.Engine.Projects.Reading;

/// <summary>Collects findings while a project is read.</summary>
internal sealed class FindingList
{
    /// <summary>More than this nobody reads, and a hostile file could hold millions.</summary>
    private const int Most = 1_000;

    private readonly List<Finding> _findings = [];

    /// <summary>All so far.</summary>
    public IReadOnlyList<Finding> All => _findings;

    /// <summary>Whether further findings are dropped, so that costly suggestions need not be made.</summary>
    public bool IsFull => _findings.Count > Most;

    /// <summary>Adds one.</summary>
    public void Add(Finding finding)
    {
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
}
