using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>settings.s3</c>.</summary>
internal sealed class S3Reader(ValueReader values, FindingList findings)
{
    private const string Owner = "'settings.s3'";

    /// <summary>Settings with what a value says of S3.</summary>
    /// <param name="settings">The settings so far.</param>
    /// <param name="node">The value.</param>
    /// <param name="what">What it is called.</param>
    public Settings Read(Settings settings, YamlNode node, Subject what)
    {
        var read = new S3Settings();
        foreach (var entry in values.Map(node, what, "a map with the keys 'region', 'endpoint' and 'path_style'"))
        {
            var part = new Subject(entry.Key, Owner);
            if (entry.Key == "region") read = read with { Region = Region(entry.Value, part) };
            else if (entry.Key == "endpoint") read = read with { Endpoint = Endpoint(entry.Value, part) };
            else if (entry.Key == "path_style") read = read with { PathStyle = ValueReader.IsNull(entry.Value) ? null : values.Flag(entry.Value, part) };
            else values.Unknown(entry, Owner, KnownKeys.S3);
        }

        return settings with { S3 = read };
    }

    private string? Region(YamlNode node, Subject what)
    {
        if (values.Text(node, what) is not { } text) return null;
        if (text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')) return text;
        findings.Add("bad-value", node.Place, $"{what} is '{Shown.Text(text)}'", "a region such as eu-central-1");
        return null;
    }

    // Keys in a URL would be told in messages.
    private string? Endpoint(YamlNode node, Subject what)
    {
        if (values.Text(node, what) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { UserInfo: "", Query: "", Fragment: "" }) return text;
        findings.Add("bad-value", node.Place, $"{what} is no address", "a URL such as https://s3.example.org, without a user, a password or a query");
        return null;
    }
}
