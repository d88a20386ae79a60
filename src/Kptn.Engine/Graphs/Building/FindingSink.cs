using Kptn.Engine.Projects;

namespace Kptn.Engine.Graphs.Building;

/// <summary>Collects findings, each once, however many graphs inherit it.</summary>
internal sealed class FindingSink
{
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string Code, object? Owner, string Subject)> _known = [];

    // Looking for near names among 10,000 tasks for each of 10,000 unknown ones would take minutes; the first hundreds help enough.
    private int _comparisonsLeft = 1_000_000;

    /// <summary>Whether this is the first time; remembers that it was asked.</summary>
    /// <param name="code">The finding's code.</param>
    /// <param name="owner">What the finding belongs to, shared by the graphs that inherit it.</param>
    /// <param name="subject">What is wrong there.</param>
    public bool IsNew(string code, object? owner, string subject) => _known.Add((code, owner, subject));

    public void Add(Finding finding) => _findings.Add(finding);

    /// <summary>A question for the name that was probably meant; empty where none is near.</summary>
    public string DidYouMean<T>(string name, IReadOnlyDictionary<string, T> known)
    {
        if (_comparisonsLeft < known.Count) return "";
        _comparisonsLeft -= known.Count;
        return NearestName.Of(name, known.Keys) is { } near ? $"did you mean '{near}'?" : "";
    }

    public IReadOnlyList<Finding> InFileOrder() => _findings.Count < 2 ? _findings :
    [
        .. _findings.OrderBy(finding => finding.Place.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Place.Line)
            .ThenBy(finding => finding.Place.Column),
    ];
}
