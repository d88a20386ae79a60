using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace Kptn.Engine.State.DynamoDb.Table;

/// <summary>Reads and writes attributes of items. What is not there, or of another type, reads as nothing.</summary>
internal static class Attributes
{
    public const string Partition = "pk";
    public const string Sort = "sk";

    public static AttributeValue Of(string value) => new() { S = value };

    public static AttributeValue Of(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    public static AttributeValue Of(ReadOnlySpan<byte> value) => new() { B = new MemoryStream(value.ToArray()) };

    public static Dictionary<string, AttributeValue> Key(string partition, string sort) => new() { [Partition] = Of(partition), [Sort] = Of(sort) };

    public static string Text(this IReadOnlyDictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) ? value.S ?? "" : "";

    public static long Number(this IReadOnlyDictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) && long.TryParse(value.N, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static byte[] Bytes(this IReadOnlyDictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) && value.B is { } stream ? stream.ToArray() : [];
}
