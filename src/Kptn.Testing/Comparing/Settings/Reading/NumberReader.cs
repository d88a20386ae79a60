using System.Globalization;
using Kptn.Engine.Projects;
using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Testing.Comparing.Settings.Reading;

/// <summary>Reads numbers that are 0 or more.</summary>
internal sealed class NumberReader(ValueReader values, FindingList findings)
{
    private const string Plain = "a number, 0 or more";
    private const string OrPart = "a number, 0 or more, or a part such as '1%'";

    /// <summary>An exact number.</summary>
    public decimal? Exact(YamlNode node, Subject what)
    {
        if (node is YamlScalar { Value: long or double or System.Numerics.BigInteger } scalar)
        {
            if (decimal.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0) return value;
            findings.Add("bad-number", node.Place, $"{what} is {Shown.Text(scalar.Text)}", Plain);
            return null;
        }

        if (!ValueReader.IsNull(node)) values.Wrong(node, what, Plain);
        return null;
    }

    /// <summary>A part, written as a number or with a percent sign.</summary>
    public double? Part(YamlNode node, Subject what)
    {
        if (node is YamlScalar { Value: string text } && Percent(text) is { } part) return part;
        if (node is YamlScalar { Value: string } other)
        {
            findings.Add("bad-value", node.Place, $"{what} is '{Shown.Text(other.Text)}'", OrPart);
            return null;
        }

        return (double?)Exact(node, what);
    }

    /// <summary>The part that a percentage is; <see langword="null"/> where it is none.</summary>
    public static double? Percent(string text)
        => text.EndsWith('%') && decimal.TryParse(text.AsSpan(0, text.Length - 1).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 ? (double)(value / 100) : null;
}
