using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

public sealed class IdSetSpecs
{
    [Fact]
    public void A_million_identities_take_about_24_bytes_each()
    {
        var set = new IdSet();
        for (var i = 0; i < 1_000_000; i++) Assert.True(set.Add(ItemId.Of(i.ToString(null, null))));
        for (var i = 0; i < 1_000_000; i += 7) Assert.False(set.Add(ItemId.Of(i.ToString(null, null))));
        Assert.Equal(1_000_000, set.Count);
        Assert.InRange(set.Bytes, 16_000_000, 24_500_000);
        Assert.False(set.Contains(ItemId.Of("-1")));
    }

    [Fact]
    public void It_agrees_with_a_hash_set()
    {
        var random = new Random(4);
        var (set, expected) = (new IdSet(), new HashSet<ItemId>());
        for (var i = 0; i < 100_000; i++)
        {
            // Crowded on purpose: few tables, few places in them, and zero.
            var id = new ItemId((ulong)random.Next(50) << (random.Next(2) * 58), (ulong)random.Next(600));
            Assert.Equal(expected.Contains(id), set.Contains(id));
            Assert.Equal(expected.Add(id), set.Add(id));
        }

        Assert.Equal(expected.Count, set.Count);
        Assert.All(expected, id => Assert.True(set.Contains(id)));
    }
}
