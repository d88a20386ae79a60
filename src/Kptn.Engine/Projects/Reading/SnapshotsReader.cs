using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>settings.snapshots</c>.</summary>
internal sealed class SnapshotsReader(ValueReader values, ProjectPaths paths, FindingList findings)
{
    private const string Owner = "'settings.snapshots'";

    /// <summary>Settings with what a value says of snapshots.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="node">The value.</param>
    /// <param name="what">What it is called.</param>
    /// <param name="folder">Reads a folder of the project.</param>
    public Settings Read(Settings settings, YamlNode node, Subject what, Func<YamlNode, Subject, string?> folder)
    {
        foreach (var entry in values.Map(node, what, "a map with the keys 'dir' and 'max_bytes'"))
        {
            var part = new Subject(entry.Key, Owner);
            if (entry.Key == "max_bytes") settings = settings with { SnapshotMaxBytes = Bytes(entry.Value, part) };
            else if (entry.Key == "dir") settings = settings with { SnapshotsDir = Own(folder(entry.Value, part), entry.Value, part) };
            else values.Unknown(entry, Owner, KnownKeys.Snapshots);
        }

        return settings;
    }

    // Git sees nothing below .kptn, and beside kptn.yaml there are files that are no snapshots.
    private string? Own(string? dir, YamlNode node, Subject what)
    {
        if (dir is null) return null;
        var own = Path.Combine(paths.Root, ".kptn");
        var isOwn = dir == own || dir.StartsWith(own + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (!isOwn && dir != paths.Root && dir != paths.Boundary) return dir;
        findings.Add("bad-value", node.Place, $"{what} is '{Shown.Text(((YamlScalar)node).Text)}'", "a folder of its own that git keeps");
        return null;
    }

    private long? Bytes(YamlNode node, Subject what)
    {
        if (ValueReader.IsNull(node)) return null;
        if (node is not YamlScalar { Value: not bool } scalar) values.Wrong(node, what, ByteSizes.Expected);
        else if (ByteSizes.Parse(scalar.Value) is { } bytes) return bytes;
        else findings.Add("bad-number", node.Place, $"{what} is {Shown.Text(scalar.Text)}", ByteSizes.Expected);
        return null;
    }
}
