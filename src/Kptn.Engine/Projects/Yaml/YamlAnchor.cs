namespace Kptn.Engine.Projects.Yaml;

/// <summary>A value that aliases may repeat.</summary>
internal sealed class YamlAnchor(Place place)
{
    /// <summary>Where it stands.</summary>
    public Place Place { get; } = place;

    /// <summary>The value; <see langword="null"/> while it is still being read.</summary>
    public YamlNode? Node { get; set; }

    /// <summary>How many values it holds, those of aliases in it counted again.</summary>
    public long Weight { get; set; }
}
