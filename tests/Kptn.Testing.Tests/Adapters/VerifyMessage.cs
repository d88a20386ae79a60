namespace Kptn.Testing.Tests.Adapters;

/// <summary>The files of a message, read as Verify's own parser of messages does: after <c>Directory:</c> every line belongs to a section, and an unknown one is an error.</summary>
internal sealed record VerifyMessage(string Directory)
{
    public List<(string Received, string Verified)> New { get; } = [];

    public List<(string Received, string Verified)> NotEqual { get; } = [];

    public List<(string Received, string Verified)> Equal { get; } = [];

    public List<string> Delete { get; } = [];

    public static VerifyMessage Parse(string message)
    {
        var lines = message[message.IndexOf("Directory: ", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var parsed = new VerifyMessage(lines[0]["Directory: ".Length..]);
        var section = "";
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] is "New:" or "NotEqual:" or "Equal:" or "Delete:") section = lines[i].TrimEnd(':');
            else if (section == "Delete") parsed.Delete.Add(After(lines[i], "  - "));
            else parsed.Pairs(section).Add((After(lines[i], "  - Received: "), After(lines[++i], "    Verified: ")));
        }

        return parsed;
    }

    private List<(string Received, string Verified)> Pairs(string section) => section switch { "New" => New, "NotEqual" => NotEqual, "Equal" => Equal, _ => throw new FormatException($"no section '{section}'") };

    private static string After(string line, string start) => line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : throw new FormatException($"'{line}' does not begin with '{start}'");
}
