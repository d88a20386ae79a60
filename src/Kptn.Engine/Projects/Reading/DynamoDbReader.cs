using System.Text.RegularExpressions;
using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>settings.dynamodb</c>: the table's name, or a map.</summary>
internal sealed partial class DynamoDbReader(ValueReader values, FindingList findings)
{
    private const string Owner = "'settings.dynamodb'";

    /// <summary>What a value says.</summary>
    /// <param name="node">The value.</param>
    /// <param name="what">What it is called.</param>
    public DynamoDbSettings Read(YamlNode node, Subject what)
    {
        if (node is YamlScalar { Value: string { Length: > 0 } }) return new DynamoDbSettings(Checked(node, what, TableName(), "3 to 255 letters, digits, '.', '_' and '-'"));
        var settings = new DynamoDbSettings();
        foreach (var entry in values.Map(node, what, "the name of a table, or a map with the keys 'table', 'region' and 'endpoint'"))
        {
            var part = new Subject(entry.Key, Owner);
            if (entry.Key == "table") settings = settings with { Table = Checked(entry.Value, part, TableName(), "3 to 255 letters, digits, '.', '_' and '-'") };
            else if (entry.Key == "region") settings = settings with { Region = Checked(entry.Value, part, RegionName(), "an AWS region, as eu-central-1") };
            else if (entry.Key == "endpoint") settings = settings with { Endpoint = Checked(entry.Value, part, Address(), "an address that starts with http:// or https://") };
            else values.Unknown(entry, Owner, KnownKeys.DynamoDb);
        }

        return settings;
    }

    // What is refused was named all the same: nobody needs to hear that it is missing.
    private string? Checked(YamlNode node, Subject what, Regex form, string expected)
    {
        var text = values.Text(node, what);
        if (text is not null && !form.IsMatch(text)) findings.Add("bad-value", node.Place, $"{what} is '{Shown.Text(text)}'", expected);
        return text;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{3,255}\z")]
    private static partial Regex TableName();

    [GeneratedRegex(@"^[a-z0-9-]{3,40}\z")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^https?://[^\s/?#@]+/?\z")]
    private static partial Regex Address();
}
