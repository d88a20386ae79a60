namespace Kptn.Testing.Comparing.Settings;

/// <summary>How far two numbers may differ: they are equal where either limit allows it.</summary>
/// <param name="Absolute">Largest difference.</param>
/// <param name="Relative">Largest difference as a part of the larger of both, so 0.01 is one percent.</param>
public sealed record ToleranceAmount(decimal Absolute = 0, double Relative = 0)
{
    /// <summary>No difference at all.</summary>
    public static ToleranceAmount Exact { get; } = new();

    /// <summary>What rounding in a double may do.</summary>
    public static ToleranceAmount Rounding { get; } = new(0.000_000_000_001m, 1e-9);
}
