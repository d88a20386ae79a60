using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

public sealed class BitsSpecs
{
    [Fact]
    public void It_agrees_with_a_list()
    {
        var random = new Random(6);
        for (var round = 0; round < 200; round++)
        {
            var (bits, expected) = (new Bits(), new List<bool>());
            for (var i = random.Next(300); i > 0; i--)
            {
                var value = random.Next(round % 9 + 1) == 0;
                bits.Add(value);
                expected.Add(value);
                var at = random.Next(expected.Count);
                bits[at] = expected[at] = random.Next(round % 7 + 1) == 0;
            }

            Assert.Equal(expected.Count, bits.Count);
            Assert.Equal(expected.Count(bit => bit), bits.CountSet);
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i], bits[i]);
                Assert.Equal(expected.FindIndex(i, bit => bit), bits.NextSet(i));
            }

            Assert.Equal(-1, bits.NextSet(expected.Count));
        }
    }

    [Fact]
    public void A_place_outside_is_refused()
    {
        var bits = new Bits();
        bits.Add(true);
        Assert.Throws<ArgumentOutOfRangeException>(() => bits[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bits[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bits[1] = true);
    }
}
