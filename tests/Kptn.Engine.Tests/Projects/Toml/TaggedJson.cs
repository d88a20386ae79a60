using System.Globalization;
using System.Text.Json;
using Kptn.Engine.Projects.Toml;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Tests.Projects.Toml;

/// <summary>Compares what was read with the suite's JSON, in which every scalar is tagged with its type.</summary>
internal static class TaggedJson
{
    public static string? Difference(YamlNode node, JsonElement expected, string path) => node switch
    {
        YamlMap map => InMap(map, expected, path),
        YamlList list => InList(list, expected, path),
        YamlScalar scalar => InScalar(scalar, expected, path),
        _ => $"{path}: {node}",
    };

    private static string? InMap(YamlMap map, JsonElement expected, string path)
    {
        if (expected.ValueKind != JsonValueKind.Object) return $"{path}: a table for {expected}";
        var names = expected.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
        if (!names.SequenceEqual(map.Entries.Select(e => e.Key).Order(StringComparer.Ordinal))) return $"{path}: keys {string.Join(',', map.Entries.Select(e => e.Key))}";
        return map.Entries.Select(e => Difference(e.Value, expected.GetProperty(e.Key), $"{path}.{e.Key}")).FirstOrDefault(d => d is not null);
    }

    private static string? InList(YamlList list, JsonElement expected, string path)
    {
        if (expected.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != list.Items.Count) return $"{path}: an array for {expected}";
        return list.Items.Select((item, i) => Difference(item, expected[i], $"{path}[{i}]")).FirstOrDefault(d => d is not null);
    }

    private static string? InScalar(YamlScalar scalar, JsonElement expected, string path)
    {
        if (expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("type", out var tag)) return $"{path}: a scalar for {expected}";
        var (type, value) = (tag.GetString()!, expected.GetProperty("value").GetString()!);
        var (readType, same) = scalar.Value switch
        {
            string s => ("string", s == value && scalar.Text == value),
            bool b => ("bool", value == (b ? "true" : "false")),
            long n => ("integer", value == n.ToString(CultureInfo.InvariantCulture)),
            double d => ("float", d.Equals(Float(value))),
            TomlDate date => ("date-local", date.ToString() == value),
            TomlTime time => ("time-local", time.ToString() == Trim(value)),
            TomlDateTime at => (at.OffsetMinutes is null ? "datetime-local" : "datetime", at.ToString() == Trim(value)),
            _ => ("nothing", false),
        };
        return readType == type && same ? null : $"{path}: {readType} {scalar.Value} for {type} {value}";
    }

    private static double Float(string value) => value.TrimStart('+') switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };

    private static string Trim(string value)
    {
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return value.Replace("+00:00", "Z", StringComparison.Ordinal);
        var end = dot + 1;
        while (end < value.Length && char.IsAsciiDigit(value[end])) end++;
        return value[..end].TrimEnd('0').TrimEnd('.') + value[end..];
    }
}
