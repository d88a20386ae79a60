using System.Globalization;
using System.Text;
using System.Text.Json;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages.Python;

/// <summary>Runs facts.py, once for any number of files.</summary>
internal static class PythonFactsProcess
{
    private const string Resource = "python/facts.py";
    private const string Bootstrap = "import sys;exec(compile(sys.stdin.buffer.read(int(sys.argv[1])),'facts.py','exec'))";

    /// <summary>Learns facts of all missing files, and of files that these import.</summary>
    /// <param name="source">Knows what is missing, and takes what was learnt.</param>
    /// <param name="folders">All folders in which modules are looked for.</param>
    /// <param name="context">The interpreter and the process layer.</param>
    /// <param name="cancellation">Ends the process.</param>
    /// <returns>What went wrong; <see langword="null"/> where nothing did.</returns>
    public static async Task<string?> LearnAsync(PythonFactSource source, IEnumerable<string> folders, CodeContext context, CancellationToken cancellation)
    {
        var script = await ReadScriptAsync(cancellation).ConfigureAwait(false);
        var spec = new ProcessSpec(context.Interpreters.Python!, ["-I", "-S", "-B", "-W", "ignore", "-c", Bootstrap, script.Length.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = context.Project.Root,
            Environment = Variables(),
        };
        try
        {
            var input = new MemoryStream();
            input.Write(script);
            WriteRequest(input, source, folders);
            var exit = await context.Processes.CaptureAsync(spec, input.ToArray(), Path.Combine(context.Project.KptnDir, "tmp"), cancellation).ConfigureAwait(false);
            if (exit.Exit.ExitCode != 0) return LastLine(exit.Errors, exit.Exit.ExitCode);
            Take(exit.Output, source);
            return source.Missing.Count == 0 ? null : "it left files out";
        }
        catch (Exception e) when (e is ProcessStartException or IOException or UnauthorizedAccessException or JsonException)
        {
            return e.Message;
        }
    }

    private static async Task<byte[]> ReadScriptAsync(CancellationToken cancellation)
    {
        await using var stream = typeof(PythonFactsProcess).Assembly.GetManifestResourceStream(Resource)!;
        var script = new byte[stream.Length];
        await stream.ReadExactlyAsync(script, cancellation).ConfigureAwait(false);
        return script;
    }

    private static void WriteRequest(MemoryStream target, PythonFactSource source, IEnumerable<string> folders)
    {
        using var writer = new Utf8JsonWriter(target);
        writer.WriteStartObject();
        WriteTexts(writer, "files", source.Missing);
        WriteTexts(writer, "dirs", folders);
        WriteTexts(writer, "known", source.Known);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Take(byte[] output, PythonFactSource source)
    {
        using var answer = JsonDocument.Parse(output, new JsonDocumentOptions { MaxDepth = 32 });
        foreach (var file in answer.RootElement.GetProperty("files").EnumerateArray())
        {
            var (path, hash, facts) = (file[0].GetString()!, file[1].GetString()!, file[2]);
            if (facts.ValueKind == JsonValueKind.Null) source.Learn(path, default, null);
            else source.Learn(path, Hash256.Parse(hash), Encoding.UTF8.GetBytes(facts.GetRawText()));
        }
    }

    /// <summary>A variable that Python itself reads could keep it from starting.</summary>
    private static Dictionary<string, string> Variables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (!name.StartsWith("PYTHON", StringComparison.Ordinal)) variables[name] = (string?)entry.Value ?? "";
        }

        return variables;
    }

    private static string LastLine(string errors, int exitCode)
    {
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? $"it ended with exit code {exitCode}" : lines[^1];
    }
}
