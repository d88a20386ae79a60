using System.Globalization;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Tests.Mapping;

/// <summary>Canonical keys, most of them near to one another or unpleasant.</summary>
internal static class RandomKeys
{
    private static readonly string[] Pieces =
    [
        "NC", "nc", "Nc", "a", "A", "é", "É", "e\u0301", "😀", "\u200b", "\u202e", "\0", "\n", "\r\n", "\t", " ", "_", "-", ".", "..", "/", "\\", ":", ",", "\"", "'",
        "*", "?", "<", "|", "CON", "nul", "com1", "LPT9", "aux.txt", "1", "01", "-1", "1.0", "1e5", "1E5", "+", "true", "True", "null", "NULL", "-1a2b3c4d",
        "-0123456789abcdef", "ſ", "K", "İ", "ı", "東京", "\u0378", "\ue000", "\uffff", "𝒜", "%", "$", "[", "]", "{", "~", "#",
    ];

    public static string Value(Random random) => random.Next(10) switch
    {
        0 => random.Next(-20, 20).ToString(CultureInfo.InvariantCulture),
        1 => FloatText.Of(BitConverter.Int64BitsToDouble(random.NextInt64()) is var number && double.IsFinite(number) ? number : 1.5),
        2 => FloatText.Of(random.Next(-5, 5)),
        3 => new[] { "true", "false", "null" }[random.Next(3)],
        4 => random.NextInt64().ToString(CultureInfo.InvariantCulture) + new string('0', random.Next(70)),
        _ => ItemValues.Key(Text(random)),
    };

    public static string Key(Random random) =>
        random.Next(3) > 0 ? Value(random) : $"[{string.Join(',', Enumerable.Range(0, random.Next(2, 4)).Select(_ => Value(random)))}]";

    private static string Text(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => Pieces[random.Next(Pieces.Length)]));
        return random.Next(20) == 0 ? new string('x', random.Next(40, 70)) + text : text;
    }
}
