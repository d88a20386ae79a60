using System.Text.Encodings.Web;
using System.Text.Json;
using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Json;

/// <summary>A report as JSON for programs. Properties are added, never renamed or removed, as long as the format's number stays.</summary>
public static class ReportJson
{
    /// <summary>Names the format; the value of the property <c>format</c>.</summary>
    public const string Format = "kptn-test-report/1";

    // Text as it is: JSON is read by programs here, not put into HTML.
    private static readonly ReportJsonContext Relaxed = new(new JsonSerializerOptions(ReportJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The report as JSON.</summary>
    public static string Of(TestReport report) => JsonSerializer.Serialize(ReportDocument.Of(report), Relaxed.ReportDocument).ReplaceLineEndings("\n");

    /// <summary>One test's difference, or one between any two files, as JSON.</summary>
    public static string Of(OutputDiff diff) => JsonSerializer.Serialize(diff, Relaxed.OutputDiff).ReplaceLineEndings("\n");

    /// <summary>Reads a report back, so that it can be shown again in another form.</summary>
    /// <exception cref="JsonException">It is no report of this format.</exception>
    public static TestReport Read(string json)
    {
        var document = JsonSerializer.Deserialize(json, Relaxed.ReportDocument);
        return document?.Format == Format ? document.Report() : throw new JsonException($"this is no {Format}: its format is {document?.Format ?? "missing"}");
    }
}
