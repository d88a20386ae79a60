using Kptn.Engine.Projects.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Explicit tags such as <c>!!str</c>.</summary>
internal static class YamlTags
{
    private const string Prefix = "tag:yaml.org,2002:";
    private const string Known = "!!str, !!int, !!float, !!bool, !!null, !!seq or !!map";

    /// <summary>The value that the tag makes of a scalar.</summary>
    public static object? Apply(Scalar scalar, Place place, FindingList findings)
    {
        var tag = scalar.Tag.Value;
        var text = scalar.Value;
        if (tag == "!") return text;
        switch (tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] : "")
        {
            case "str": return text;
            case "merge" when text == "<<": return text;
            case "null" when YamlScalars.IsNull(text): return null;
            case "bool" when YamlScalars.Resolve(text) is bool value: return value;
            case "int" when text.Length <= YamlLimits.Digits && YamlScalars.Integer(text) is { } value: return value;
            case "float" when text.Length <= YamlLimits.Digits && YamlScalars.Float(text) is { } value: return value;
            case "null" or "bool" or "int" or "float":
                findings.Add("yaml-bad-tag-value", place, $"'{Shown.Text(text)}' is not what its tag {Short(tag)} says");
                return text;
            default:
                Unknown(tag, place, findings);
                return text;
        }
    }

    /// <summary>Checks the tag of a list or map.</summary>
    public static void CheckCollection(TagName tag, string expected, Place place, FindingList findings)
    {
        if (tag.IsEmpty || tag.Value == "!" || tag.Value == Prefix + expected) return;
        Unknown(tag.Value, place, findings);
    }

    private static void Unknown(string tag, Place place, FindingList findings)
        => findings.Add("yaml-unknown-tag", place, $"unknown tag {Short(tag)}", Known);

    private static string Short(string tag)
        => tag.StartsWith(Prefix, StringComparison.Ordinal) ? $"!!{Shown.Text(tag[Prefix.Length..])}" : Shown.Text(tag);
}
