using Kptn.Engine.Artifacts.Shared.S3;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>settings.artifacts</c>.</summary>
internal sealed class ArtifactsReader(ValueReader values, FindingList findings)
{
    private const string None = "none";

    /// <summary>Settings with what a value says of artifacts.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="node">The value.</param>
    /// <param name="what">What it is called.</param>
    /// <param name="resolve">Makes a path absolute.</param>
    public Settings Read(Settings settings, YamlNode node, Subject what, Func<string, string> resolve)
    {
        if (values.Text(node, what) is not { } text) return settings;
        if (text == None) return settings with { KeepsOutputs = false };
        if (text.Contains("://", StringComparison.Ordinal))
        {
            if (S3Place.Parse(text) is { } place) return settings with { ArtifactsPlace = place };
            findings.Add("bad-value", node.Place, $"{what} is '{Shown.Text(text)}'", $"a folder, 's3://bucket/prefix' (letters, digits, '.', '_' and '-'), or '{None}'");
            return settings;
        }

        return settings with { ArtifactsDir = resolve(text) };
    }
}
