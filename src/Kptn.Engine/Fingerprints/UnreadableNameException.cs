namespace Kptn.Engine.Fingerprints;

/// <summary>A file has a name that cannot be read as text, so that its content cannot be followed.</summary>
public sealed class UnreadableNameException : IOException
{
    /// <summary>Names the file.</summary>
    /// <param name="path">Its path as far as it can be read.</param>
    public UnreadableNameException(string path)
        : base($"the name of the file '{path}' is not valid UTF-8, so kptn cannot follow its content: rename it")
    {
    }
}
