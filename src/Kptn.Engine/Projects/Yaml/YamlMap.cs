namespace Kptn.Engine.Projects.Yaml;

/// <summary>A mapping with text keys, in the order written.</summary>
/// <param name="Place">Where the value starts.</param>
/// <param name="Entries">Its entries in order; keys are unique.</param>
public sealed record YamlMap(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    /// <summary>The value under <paramref name="key"/>, or <see langword="null"/>.</summary>
    /// <param name="key">The key to look for.</param>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key) return entry.Value;
            }

            return null;
        }
    }
}
