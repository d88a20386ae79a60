using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Testing.Comparing.Settings.Reading;

/// <summary>Reads <c>tolerance</c>: a number, or <c>{absolute, relative, columns: {price: 0.01}}</c>.</summary>
internal sealed class ToleranceReader(ValueReader values, FindingList findings)
{
    private static readonly string[] Known = ["absolute", "relative", "columns"];
    private static readonly string[] KnownOfColumn = ["absolute", "relative"];

    private readonly NumberReader _numbers = new(values, findings);

    /// <summary>Reads it.</summary>
    public Tolerance Read(YamlNode node, Subject what)
    {
        var columns = node is YamlMap map && map["columns"] is { } declared
            ? values.Map(declared, new Subject("tolerance.columns", what.Owner), "a map from columns to numbers")
                .Select(entry => (entry.Key, Amount: Amount(entry.Value, new Subject(entry.Key, $"'tolerance' of {what.Owner}"), KnownOfColumn)))
                .Where(entry => entry.Amount is not null)
                .Select(entry => new ColumnTolerance(entry.Key, entry.Amount!))
            : [];
        return new Tolerance { All = Amount(node, what, Known), Columns = [.. columns] };
    }

    private ToleranceAmount? Amount(YamlNode node, Subject what, string[] known)
    {
        if (node is not YamlMap map) return node is YamlScalar { Value: string text } && NumberReader.Percent(text) is { } part
            ? new ToleranceAmount(Relative: part)
            : _numbers.Exact(node, what) is { } value ? new ToleranceAmount(value) : null;
        foreach (var entry in map.Entries)
        {
            if (!known.Contains(entry.Key)) values.Unknown(entry, what.ToString(), known);
        }

        var absolute = map["absolute"] is { } one ? _numbers.Exact(one, new Subject("absolute", what.ToString())) : null;
        var relative = map["relative"] is { } other ? _numbers.Part(other, new Subject("relative", what.ToString())) : null;
        return absolute is null && relative is null ? null : new ToleranceAmount(absolute ?? 0, relative ?? 0);
    }
}
