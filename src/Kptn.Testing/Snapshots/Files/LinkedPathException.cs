namespace Kptn.Testing.Snapshots.Files;

/// <summary>A path of a snapshot leads through a link, perhaps out of the project.</summary>
internal sealed class LinkedPathException(string path, string link)
    : IOException($"'{link}' is a link, and snapshots are neither read nor written through one; put the files themselves in its place ('{path}')")
{
    public string Link => link;
}
