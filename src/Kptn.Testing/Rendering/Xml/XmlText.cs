using System.Text;
using System.Xml;
using Kptn.Testing.Rendering.Words;

namespace Kptn.Testing.Rendering.Xml;

/// <summary>Data as XML 1.0 can hold it: most control characters cannot be written at all, not even escaped.</summary>
internal static class XmlText
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.None,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    /// <summary>One line.</summary>
    public static string Of(string text) => VisibleText.Of(text);

    /// <summary>Lines as one text.</summary>
    public static string Of(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => VisibleText.Of(line)));

    /// <summary>A document in UTF-8 that a writer writes.</summary>
    public static string Document(Action<XmlWriter> content)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Settings))
        {
            writer.WriteStartDocument();
            content(writer);
            writer.WriteEndDocument();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
