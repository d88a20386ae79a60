using System.Text;
using System.Text.Json;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

public sealed class ItemReaderSpecs : IDisposable
{
    private static readonly string[] State = ["US_STATE"];
    private static readonly string[] Pair = ["US_STATE", "ZIP_CODE"];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""["NC",1,1.5,true,false,null]""", "\"NC\" 1 1.5 true false null")]
    [InlineData(" [ \n\t1 ,\r\n 2 ] \n ", "1 2")]
    [InlineData("[]", "")]
    [InlineData("[1,1.0,\"1\",\"1.0\"]", "1 1.0 \"1\" \"1.0\"")]
    [InlineData("[1e5,1E+5,100000.0,1.0e05]", "100000.0 100000.0 100000.0 100000.0")]
    [InlineData("[1e16,0.00001,1e-4,5e-324,1e-400]", "1e+16 1e-05 0.0001 5e-324 0.0")]
    [InlineData("[-0,0,-0.0,0.0,-0e3]", "0 0 -0.0 0.0 -0.0")]
    [InlineData("[123456789012345678901234567890,-9223372036854775809]", "123456789012345678901234567890 -9223372036854775809")]
    [InlineData("""["\u0041\/\u00e9\ud83d\ude00","A/é😀"]""", "\"A/é😀\" \"A/é😀\"")]
    [InlineData("""["\u007f\u0001\u001F\n\t\"\\\u2028"]""", "\"\u007f\\u0001\\u001f\\n\\t\\\"\\\\\u2028\"")]
    [InlineData("""[""]""", "\"\"")]
    public void Elements_become_canonical_keys(string list, string keys) => Assert.Equal(keys, string.Join(' ', Keys(list, State)));

    [Theory]
    [InlineData("""[["NC",27006],["NC","27006"]]""", """["NC",27006] ["NC","27006"]""")]
    [InlineData("""[ [ "N\u0043" , 1e2 ] , [ null , true ] ]""", """["NC",100.0] [null,true]""")]
    [InlineData("[]", "")]
    public void Combos_become_canonical_keys(string list, string keys) => Assert.Equal(keys, string.Join(' ', Keys(list, Pair)));

    [Theory]
    [InlineData("[1,2,3,{}]", "element 3 of the list is an object; a US_STATE must be a number, a string, true, false or null")]
    [InlineData("[[1]]", "element 0 of the list is a list; a US_STATE must be a number, a string, true, false or null")]
    [InlineData("\"NC\"", "the result is a string, not a list")]
    [InlineData("{\"a\":[1]}", "the result is an object, not a list")]
    [InlineData("12", "the result is a number, not a list")]
    [InlineData("null", "the result is null, not a list")]
    [InlineData("true", "the result is true, not a list")]
    [InlineData("", "the result is empty, not a list")]
    [InlineData("[1e999]", "element 0 of the list is the number 1e999, larger than any float; a US_STATE must be a number, a string, true, false or null")]
    [InlineData("""["\ud83d"]""", "element 0 of the list is a string with half a character (a lone surrogate, or bytes that are not UTF-8); a US_STATE must be a number, a string, true, false or null")]
    public void What_cannot_be_an_item_is_refused(string list, string message) => Assert.Equal(message, Refusal(list, State));

    [Theory]
    [InlineData("[[1,2,3]]", "element 0 of the list has 3 parts; US_STATE,ZIP_CODE needs 2")]
    [InlineData("[[1,2,[3,[4]],{\"a\":[5]},6]]", "element 0 of the list has 5 parts; US_STATE,ZIP_CODE needs 2")]
    [InlineData("[[1,2],[1]]", "element 1 of the list has 1 part; US_STATE,ZIP_CODE needs 2")]
    [InlineData("[[]]", "element 0 of the list has 0 parts; US_STATE,ZIP_CODE needs 2")]
    [InlineData("[\"NC\"]", "element 0 of the list is a string; US_STATE,ZIP_CODE needs a list of 2")]
    [InlineData("[[1,[2]]]", "element 0 of the list has as its ZIP_CODE a list; it must be a number, a string, true, false or null")]
    [InlineData("[[{},2]]", "element 0 of the list has as its US_STATE an object; it must be a number, a string, true, false or null")]
    public void What_cannot_be_a_combo_is_refused(string list, string message) => Assert.Equal(message, Refusal(list, Pair));

    [Theory]
    [InlineData("[1,2", "the list cannot be read after element 0, at byte 4: it was cut off")]
    [InlineData("[", "the list cannot be read in its first element, at byte 1: it was cut off")]
    [InlineData("[1,]", "the list cannot be read after element 0, at byte 3: it is not JSON")]
    [InlineData("[1,\"ab", "the list cannot be read after element 0, at byte 3: it was cut off")]
    [InlineData("[1] x", "the list cannot be read after element 0, at byte 4: it is not JSON")]
    [InlineData("[1][2]", "the list cannot be read after element 0, at byte 3: it is not JSON")]
    [InlineData("[NaN]", "the list cannot be read in its first element, at byte 1: it is not JSON")]
    [InlineData("[01]", "the list cannot be read in its first element, at byte 1: it is not JSON")]
    [InlineData("   ", "the result is empty, not a list")]
    public void A_broken_list_says_where(string list, string message)
    {
        foreach (var size in new[] { 1, 2, 3, 1000 }) Assert.Equal(message, Refusal(list, State, size));
    }

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        File.WriteAllBytes(_folder["list"], [(byte)'[', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)']']);
        using var reader = new ItemReader(_folder["list"], State);
        Assert.Contains("bytes that are not UTF-8", Assert.Throws<ItemListException>(() => reader.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = new string('[', 100_000);
        Assert.StartsWith("element 0 of the list is a list;", Refusal(deep, State), StringComparison.Ordinal);
        Assert.StartsWith("the list cannot be read in its first element", Refusal("[[1,2," + deep, Pair), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_border_of_the_buffer_gives_the_same_keys()
    {
        const string List = """ [ "a\u00e9\ud83d\ude00é😀" , -12.5e1,true,null, false ,"", 1234567890123, "\"\\\n" ] """;
        const string Combos = """[["a,]\"[",1.5e0],[ null , "\ud83d\ude00" ],[false,-1]]""";
        var (keys, combos) = (Keys(List, State), Keys(Combos, Pair));
        Assert.Equal(8, keys.Count);
        for (var size = 1; size < 100; size++)
        {
            Assert.Equal(keys, Keys(List, State, size));
            Assert.Equal(combos, Keys(Combos, Pair, size));
        }
    }

    [Fact]
    public void A_list_cut_at_any_byte_is_refused()
    {
        var list = """[["é😀\n",1.5],[true,null]]"""u8;
        for (var length = 0; length < list.Length; length++)
        {
            File.WriteAllBytes(_folder["list"], list[..length]);
            using var reader = new ItemReader(_folder["list"], Pair, 4);
            Assert.Throws<ItemListException>(() => { while (reader.Read()) { } });
        }
    }

    [Theory]
    [InlineData(50_000)]
    [InlineData(1_000_000)]
    public void A_long_list_is_read_with_a_small_buffer(int count)
    {
        using (var writer = new StreamWriter(_folder["list"]))
        {
            writer.Write('[');
            for (var i = 0; i < count; i++) writer.Write(i == 0 ? "0" : $",{i}");
            writer.Write(']');
        }

        using var reader = new ItemReader(_folder["list"], State);
        var ids = new IdSet();
        while (reader.Read()) Assert.True(ids.Add(reader.Id));
        Assert.Equal(count, ids.Count);
        Assert.Equal(count - 1, reader.Index);
        Assert.True(ids.Contains(ItemId.Of("7")));
        Assert.Equal(1 << 16, reader.BufferedBytes);
    }

    [Fact]
    public void The_buffer_grows_only_to_the_largest_element()
    {
        var large = new string('é', 500_000);
        var elements = new string[300];
        Array.Fill(elements, "\"" + new string('x', 10_000) + "\"");
        elements[7] = $"\"{large}\"";
        _folder.Write("list", $"[{string.Join(',', elements)}]{new string(' ', 3_000_000)}");
        using var reader = new ItemReader(_folder["list"], State);
        for (var i = 0; i <= 7; i++) Assert.True(reader.Read());
        Assert.Equal(ItemValues.Key(large), Encoding.UTF8.GetString(reader.Key));
        while (reader.Read()) Assert.Equal(10_002, reader.Key.Length);
        Assert.Equal(299, reader.Index);
        Assert.InRange(reader.BufferedBytes, 1_000_000, 1 << 21);
    }

    [Fact]
    public void Random_lists_come_back_as_their_elements()
    {
        var random = new Random(3);
        for (var round = 0; round < 300; round++)
        {
            var values = Enumerable.Range(0, random.Next(30)).Select(_ => RandomKeys.Value(random)).ToArray();
            var escaped = values.Select(value => value.StartsWith('"') && random.Next(2) == 0 ? JsonSerializer.Serialize(ItemValues.Text(value)) : value);
            Assert.Equal(values, Keys($"[{string.Join(" ,", escaped)}]", State, random.Next(1, 200)));
        }
    }

    [Fact]
    public void Keys_at_hand_are_read_the_same_way()
    {
        using var reader = ItemReader.Of(new[] { "in/é\n.csv", "b.csv" }.Select(ItemValues.Key));
        Assert.True(reader.Read());
        Assert.Equal("\"in/é\\n.csv\"", Encoding.UTF8.GetString(reader.Key));
        Assert.Equal(ItemId.Of("\"in/é\\n.csv\""), reader.Id);
        Assert.True(reader.Read());
        Assert.Equal(1, reader.Index);
        Assert.False(reader.Read());
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_read_list_stays_at_its_end()
    {
        _folder.Write("list", "[1]");
        using var reader = new ItemReader(_folder["list"], State);
        Assert.Equal(-1, reader.Index);
        Assert.True(reader.Read());
        Assert.False(reader.Read());
        Assert.False(reader.Read());
        Assert.Equal(0, reader.Index);
    }

    private List<string> Keys(string list, string[] names, int size = 1 << 16)
    {
        _folder.Write("list", list);
        using var reader = new ItemReader(_folder["list"], names, size);
        var keys = new List<string>();
        while (reader.Read())
        {
            var key = Encoding.UTF8.GetString(reader.Key);
            Assert.Equal(ItemId.Of(key), reader.Id);
            keys.Add(key);
            Assert.Equal(keys.Count - 1, reader.Index);
        }

        return keys;
    }

    private string Refusal(string list, string[] names, int size = 1 << 16) => Assert.Throws<ItemListException>(() => Keys(list, names, size)).Message;
}
