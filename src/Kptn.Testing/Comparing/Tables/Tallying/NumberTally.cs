namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Adds up how far numbers moved.</summary>
internal sealed class NumberTally
{
    private long _count;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private double _sum;
    private double _largestRelative;

    /// <summary>Adds one.</summary>
    public void Add(Movement movement)
    {
        _count++;
        _min = Math.Min(_min, movement.Absolute);
        _max = Math.Max(_max, movement.Absolute);
        _sum += movement.Absolute;
        _largestRelative = Math.Max(_largestRelative, movement.Relative);
    }

    /// <summary>All so far; <see langword="null"/> where there was none.</summary>
    public NumberChange? ToChange() => _count == 0 ? null : new NumberChange(_count, _min, _max, _sum / _count, _largestRelative);
}
