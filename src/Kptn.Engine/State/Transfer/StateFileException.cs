namespace Kptn.Engine.State.Transfer;

/// <summary>A file of exported state that cannot be taken: it is none, damaged, cut off, or of a newer kptn.</summary>
public sealed class StateFileException : IOException
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="reason">Why, with a next step.</param>
    public StateFileException(string path, string reason)
        : base($"'{path}' cannot be read as exported state: {reason}")
    {
    }
}
