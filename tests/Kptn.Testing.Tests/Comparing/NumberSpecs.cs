using System.Globalization;
using System.Text;
using Kptn.Testing.Comparing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Tests.Comparing;

public sealed class NumberSpecs
{
    [Fact]
    public void Tolerances_agree_with_exact_arithmetic()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (Any(random), Any(random));
            if (random.Next(2) == 0) b = a + (random.Next(-3, 4) / 1_000m);
            var absolute = random.Next(0, 4) / 1_000m;
            var relative = random.Next(0, 3) / 1_000m;
            var expected = Math.Abs(a - b) <= Math.Max(absolute, relative * Math.Max(Math.Abs(a), Math.Abs(b)));

            Assert.Equal(expected, Differences.IsWithin(Read(Text(a)), Read(Text(b)), new ToleranceAmount(absolute, (double)relative)));
            Assert.Equal(expected, Differences.IsWithin(Encoding.UTF8.GetBytes(Text(a)), Encoding.UTF8.GetBytes(Text(b)), new ToleranceAmount(absolute, (double)relative)));
        }
    }

    [Fact]
    public void Movements_are_rounded_once()
    {
        Assert.Equal(0.1, Differences.Movement(Read("10.2"), Read("10.3")));
        Assert.Equal(0.7, Differences.Movement(Read("12.3"), Read("13")));
        Assert.Equal(-0.000_000_000_000_000_001, Differences.Movement(Read("1"), Read("0.999999999999999999")));
        Assert.Equal(1e18, Differences.Movement(Read("-9000000000000000000e-1"), Read("100000000000000000")));
        Assert.Equal(1, Differences.Movement(Read("9007199254740992"), Read("9007199254740993")));
        Assert.Equal(-1e300, Differences.Movement(Read("1e300"), Read("0")));
        Assert.Equal(double.PositiveInfinity, Differences.Movement(Read("0"), Read("1e9999")));
    }

    [Fact]
    public void Numbers_and_their_doubles_agree()
    {
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value)) continue;
            Assert.Equal(value, Read(value.ToString("R", CultureInfo.InvariantCulture)).ToDouble());
        }
    }

    [Theory]
    [InlineData("12", ColumnType.Integer)]
    [InlineData("-12.50", ColumnType.Decimal)]
    [InlineData("0.1234567890123456", ColumnType.Float)]
    [InlineData("1e5", ColumnType.Float)]
    [InlineData("007", ColumnType.Text)]
    [InlineData("+7", ColumnType.Text)]
    [InlineData("1.2.3", ColumnType.Text)]
    [InlineData("-", ColumnType.Text)]
    [InlineData(".", ColumnType.Text)]
    [InlineData("1e", ColumnType.Text)]
    [InlineData("1e+", ColumnType.Text)]
    [InlineData("TRUE", ColumnType.Boolean)]
    [InlineData("2024-02-29", ColumnType.Date)]
    [InlineData("2023-02-29", ColumnType.Text)]
    [InlineData("2024-02-29 23:59:59.999999999+05:30", ColumnType.DateTime)]
    [InlineData("2024-02-29 24:00", ColumnType.Text)]
    [InlineData("NA", ColumnType.Empty)]
    [InlineData("-Inf", ColumnType.Float)]
    public void Values_are_told_by_their_content(string text, ColumnType expected)
        => Assert.Equal(expected, TypeMasks.ColumnOf(TypeMasks.Of(Encoding.UTF8.GetBytes(text), CellKind.Plain)));

    private static decimal Any(Random random) => random.Next(4) switch
    {
        0 => random.Next(-100, 100),
        1 => random.Next(-10_000, 10_000) / 1_000m,
        2 => random.NextInt64(long.MinValue / 2, long.MaxValue / 2),
        _ => random.NextInt64() / 1_000_000_000_000m,
    };

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static Number Read(string text)
    {
        Assert.True(Number.TryRead(Encoding.UTF8.GetBytes(text), out var number), text);
        return number;
    }
}
