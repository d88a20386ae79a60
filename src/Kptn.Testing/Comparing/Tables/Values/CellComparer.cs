using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;

namespace Kptn.Testing.Comparing.Tables.Values;

/// <summary>Compares the cells of one column as people expect of its type.</summary>
/// <param name="type">The type of both columns together.</param>
/// <param name="tolerance">How far its numbers may differ.</param>
/// <param name="seed">The seed of its hashes.</param>
internal sealed class CellComparer(ColumnType type, ToleranceAmount tolerance, ulong seed)
{
    /// <summary>The type of both columns together.</summary>
    public ColumnType Type => type;

    /// <summary>Whether cells may be equal that are not the same number.</summary>
    public bool IsTolerant { get; } = TypeMasks.IsNumber(type) && tolerance is not { Absolute: 0, Relative: 0 };

    /// <summary>How far its numbers may differ.</summary>
    public ToleranceAmount Tolerance => tolerance;

    /// <summary>Whether two cells are equal.</summary>
    public bool AreEqual(Cell a, Cell b)
    {
        if (a.IsWrittenAs(b)) return true;
        if (a.IsNull || b.IsNull || a.Kind != b.Kind) return false;
        return type switch
        {
            ColumnType.Integer or ColumnType.Decimal or ColumnType.Float
                => Differences.IsWithin(a.Text, b.Text, tolerance),
            ColumnType.Date or ColumnType.DateTime => TimeValue.TryRead(a.Text, out var x) && TimeValue.TryRead(b.Text, out var y) && x.IsSame(y),
            ColumnType.Boolean => Booleans.TryRead(a.Text, out var x) && Booleans.TryRead(b.Text, out var y) && x == y,
            _ => false,
        };
    }

    /// <summary>A hash that is the same for equal cells; all numbers have one where it is tolerant.</summary>
    public ulong Hash(Cell cell) => IsTolerant && Number.TryRead(cell.Text, out var number) && !number.IsUnusual ? seed : ExactHash(cell);

    /// <summary>A hash that is the same for cells of the same value.</summary>
    public ulong ExactHash(Cell cell)
    {
        if (cell.IsNull) return 0;
        switch (type)
        {
            case ColumnType.Integer or ColumnType.Decimal or ColumnType.Float when Number.TryRead(cell.Text, out var number):
                if (number.IsUnusual) return CellHash.Of((ulong)number.Special.GetHashCode(), ~seed);
                return CellHash.Of((ulong)(uint)number.Exponent, CellHash.Of(number.IsSmall ? (ulong)number.Small : CellHash.Of(number.Mantissa.ToByteArray(), seed), seed));
            case ColumnType.Date or ColumnType.DateTime when TimeValue.TryRead(cell.Text, out var time):
                return CellHash.Of((ulong)time.Nanoseconds + (time.HasZone ? 1_000UL : 0), CellHash.Of((ulong)time.Ticks, seed));
            case ColumnType.Boolean when Booleans.TryRead(cell.Text, out var value):
                return CellHash.Of(value ? 1UL : 2, seed);
            default:
                return CellHash.Of(cell.Text, CellSeeds.Of(seed, cell.Kind));
        }
    }
}
