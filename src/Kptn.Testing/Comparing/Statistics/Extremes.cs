namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Keeps the least and the greatest of many, as they are written.</summary>
/// <typeparam name="T">What they are compared by.</typeparam>
internal sealed class Extremes<T>
    where T : struct, IComparable<T>
{
    private T _least;
    private T _greatest;

    /// <summary>The least as written; <see langword="null"/> where there is none.</summary>
    public byte[]? Least { get; private set; }

    /// <summary>The greatest as written; <see langword="null"/> where there is none.</summary>
    public byte[]? Greatest { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(T value, ReadOnlySpan<byte> text)
    {
        if (Least is null || value.CompareTo(_least) < 0) (_least, Least) = (value, text.ToArray());
        if (Greatest is null || value.CompareTo(_greatest) > 0) (_greatest, Greatest) = (value, text.ToArray());
    }
}
