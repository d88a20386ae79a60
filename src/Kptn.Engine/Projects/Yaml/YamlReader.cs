using Kptn.Engine.Projects.Reading;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Reads a YAML 1.2 file so that each key and value knows its line and column.</summary>
public static class YamlReader
{
    /// <summary>Reads one document.</summary>
    /// <param name="bytes">The file's content: UTF-8, with or without a byte order mark.</param>
    /// <param name="file">The file's name in places.</param>
    public static YamlDocument Read(byte[] bytes, string file)
    {
        var findings = new FindingList();
        var text = YamlText.Decode(bytes, file, findings);
        var root = text is null ? null : new YamlBuilder(text, file, findings).Build();
        return new YamlDocument(root, findings.All);
    }
}
