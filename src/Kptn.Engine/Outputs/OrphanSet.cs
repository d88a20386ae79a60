namespace Kptn.Engine.Outputs;

/// <summary>Outputs that nobody makes any more, and what lies among them that somebody makes.</summary>
public sealed class OrphanSet
{
    private readonly Dictionary<string, List<Orphan>> _orphans = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
    private readonly List<string> _claimedFolders = [];

    /// <summary>The outputs, sorted by path.</summary>
    public IReadOnlyList<Orphan> All => [.. _orphans.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _orphans.Count == 0;

    /// <summary>Adds an output.</summary>
    internal void Add(Orphan orphan)
    {
        var path = PlainPath.Of(orphan.Recorded.Output.Path);
        if (!_orphans.TryGetValue(path, out var same)) _orphans[path] = same = [];
        same.Add(orphan);
        if (PlainPath.Start(path) is { } start) _open.Add(start);
    }

    /// <summary>Takes out what somebody makes.</summary>
    /// <param name="path">A file, a folder with a slash at its end, or a glob.</param>
    /// <param name="match">Lists the files that a glob matches.</param>
    internal void Claim(string path, Func<string, IReadOnlyList<string>> match)
    {
        path = PlainPath.Of(path);
        _orphans.Remove(path);
        if (path.EndsWith('/'))
        {
            foreach (var orphan in _orphans.Keys.Where(orphan => orphan.StartsWith(path, StringComparison.Ordinal)).ToList()) _orphans.Remove(orphan);
            _claimedFolders.Add(path);
        }
        else if (Fingerprints.OutputPath.IsGlob(path))
        {
            foreach (var file in match(path)) Claim(file, match);
        }
        else if (_open.Exists(start => path.StartsWith(start, StringComparison.Ordinal)))
        {
            _claimed.Add(path);
        }
    }

    /// <summary>Whether somebody makes a file that lies in a folder nobody makes any more.</summary>
    /// <param name="file">The file, relative to the scratch dir.</param>
    public bool IsClaimed(string file)
    {
        file = PlainPath.Of(file);
        return _claimed.Contains(file) || _claimedFolders.Exists(folder => file.StartsWith(folder, StringComparison.Ordinal));
    }
}
