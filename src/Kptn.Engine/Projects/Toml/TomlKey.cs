namespace Kptn.Engine.Projects.Toml;

/// <summary>One part of a key, and where it stands.</summary>
internal readonly record struct TomlKey(string Name, Place Place)
{
    /// <summary>The first <paramref name="count"/> parts of a key as a user would write them.</summary>
    public static string Join(List<TomlKey> path, int count) => Shown.Text(string.Join('.', path.Take(count).Select(k => k.Name)));
}
