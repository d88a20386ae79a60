using System.Text;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Describes one column, cell by cell.</summary>
internal sealed class ColumnCounter(string name)
{
    private const int LongestValue = 200;
    private const ulong Seed = 0x51ED_270B_92D6_8C35;

    private readonly DistinctCounter _distinct = new();
    private readonly Extremes<double> _numbers = new();
    private readonly Extremes<(long Ticks, int Nanoseconds)> _times = new();
    private byte[]? _least;
    private byte[]? _greatest;
    private TypeMask _types;
    private long _nulls;
    private long _numberCount;
    private double _sum;
    private double _lost;

    /// <summary>Adds a cell.</summary>
    public void Add(Cell cell)
    {
        if (cell.IsNull)
        {
            _nulls++;
            _types |= TypeMask.Null;
            return;
        }

        var type = TypeMasks.Of(cell.Text, cell.Kind);
        _types |= type;
        // A seed of its own, not that of the process: estimates must come out the same each time.
        _distinct.Add(CellHash.Of(cell.Text, Seed * (1 + (ulong)cell.Kind)));
        if ((type & TypeMask.Number) != 0 && Number.TryRead(cell.Text, out var number) && !number.IsUnusual) AddNumber(number.ToDouble(), cell.Text);
        else if ((type & TypeMask.Time) != 0 && TimeValue.TryRead(cell.Text, out var time)) _times.Add((time.Ticks, time.Nanoseconds), cell.Text);
        AddText(cell.Text);
    }

    /// <summary>The column so far.</summary>
    public ColumnStatistics ToStatistics()
    {
        var type = TypeMasks.ColumnOf(_types);
        var isNumber = TypeMasks.IsNumber(type);
        var (least, greatest) = isNumber ? (_numbers.Least, _numbers.Greatest) : type is ColumnType.Date or ColumnType.DateTime ? (_times.Least, _times.Greatest) : (_least, _greatest);
        return new ColumnStatistics
        {
            Name = name,
            Type = type,
            Nulls = _nulls,
            Distinct = _distinct.Count,
            IsDistinctExact = _distinct.IsExact,
            Min = Shown(least),
            Max = Shown(greatest),
            Mean = isNumber && _numberCount > 0 ? _sum / _numberCount : null,
        };
    }

    private void AddNumber(double value, ReadOnlySpan<byte> text)
    {
        _numbers.Add(value, text);
        _numberCount++;
        // Kahan's sum: millions of small numbers add up right.
        var part = value - _lost;
        var sum = _sum + part;
        _lost = sum - _sum - part;
        _sum = sum;
    }

    private void AddText(ReadOnlySpan<byte> text)
    {
        if (_least is null || text.SequenceCompareTo(_least) < 0) _least = text.ToArray();
        if (_greatest is null || text.SequenceCompareTo(_greatest) > 0) _greatest = text.ToArray();
    }

    private static string? Shown(byte[]? text) => text is null ? null : CellText.Shorten(Encoding.UTF8.GetString(text), LongestValue);
}
