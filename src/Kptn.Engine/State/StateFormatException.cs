namespace Kptn.Engine.State;

/// <summary>State that this kptn cannot read: a newer kptn wrote it, or it belongs to another key.</summary>
public sealed class StateFormatException : Exception
{
    /// <summary>Says what cannot be read and why.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">Why, with a next step.</param>
    public StateFormatException(string path, string reason)
        : base($"cannot read the state in '{path}': {reason}") => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
