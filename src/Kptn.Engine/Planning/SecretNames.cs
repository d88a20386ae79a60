using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Planning;

/// <summary>Names whose values are never shown or kept in the clear.</summary>
public static class SecretNames
{
    private static readonly string[] Parts = ["pass", "secret", "token", "key", "credential", "auth", "dsn", "conn"];

    /// <summary>A value in which everything below a secret name is hidden.</summary>
    /// <param name="value">The value.</param>
    public static YamlNode Hide(YamlNode value) => value switch
    {
        YamlMap map => map with { Entries = [.. map.Entries.Select(Hide)] },
        YamlList list => list with { Items = [.. list.Items.Select(Hide)] },
        _ => value,
    };

    /// <summary>Whether a value of this name may be a secret.</summary>
    /// <param name="name">The name.</param>
    public static bool Matches(string name)
    {
        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static YamlEntry Hide(YamlEntry entry) =>
        entry with { Value = Matches(entry.Key) ? new YamlScalar(entry.Value.Place, "***", "***") : Hide(entry.Value) };
}
