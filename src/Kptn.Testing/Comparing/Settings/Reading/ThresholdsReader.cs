using Kptn.Engine.Projects.Reading;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Testing.Comparing.Settings.Reading;

/// <summary>Reads <c>thresholds</c>: <c>{rows: 5 or 1%, columns_added: 1}</c>.</summary>
internal sealed class ThresholdsReader(ValueReader values, FindingList findings)
{
    private static readonly string[] Known = ["rows", "columns_added"];

    /// <summary>Reads them.</summary>
    public Thresholds Read(YamlNode node, Subject what)
    {
        var thresholds = new Thresholds();
        foreach (var entry in values.Map(node, what))
        {
            var own = new Subject(entry.Key, what.ToString());
            switch (entry.Key)
            {
                case "rows" when entry.Value is YamlScalar { Value: string }:
                    thresholds = thresholds with { RowsPart = new NumberReader(values, findings).Part(entry.Value, own) ?? 0 };
                    break;
                case "rows":
                    thresholds = thresholds with { Rows = values.Number(entry.Value, own, least: 0) ?? 0 };
                    break;
                case "columns_added":
                    thresholds = thresholds with { ColumnsAdded = values.Number(entry.Value, own, least: 0) ?? 0 };
                    break;
                default:
                    values.Unknown(entry, what.ToString(), Known);
                    break;
            }
        }

        return thresholds;
    }
}
