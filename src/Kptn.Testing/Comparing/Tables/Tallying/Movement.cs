using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>How far a number moved.</summary>
/// <param name="Absolute">New less old.</param>
/// <param name="Relative">As a part of the larger of both, 0 to 2.</param>
internal readonly record struct Movement(double Absolute, double Relative)
{
    /// <summary>The movement between two cells; <see langword="null"/> where one is no number.</summary>
    public static Movement? Between(Cell before, Cell after)
    {
        if (before.Kind != CellKind.Plain || after.Kind != CellKind.Plain) return null;
        return Number.TryRead(before.Text, out var old) && Number.TryRead(after.Text, out var next) ? Between(old, next) : null;
    }

    /// <summary>The movement between two numbers; <see langword="null"/> where one is NaN or infinite.</summary>
    public static Movement? Between(Number old, Number next)
    {
        if (old.IsUnusual || next.IsUnusual) return null;
        var absolute = Differences.Movement(old, next);
        var largest = Math.Max(Math.Abs(old.ToDouble()), Math.Abs(next.ToDouble()));
        return new Movement(absolute, largest > 0 ? Math.Abs(absolute) / largest : 0);
    }
}
