using System.Buffers;
using System.Text.Json;
using Kptn.Engine.State;

namespace Kptn.Engine.Languages.Python;

/// <summary>Writes requests as the worker reads them: one line of JSON, its id first.</summary>
internal static class PythonRequests
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    public static byte[] Signal(int id, int signal) => [.. System.Text.Encoding.ASCII.GetBytes($"{{\"id\":{id},\"signal\":{signal}}}\n")];

    public static byte[] Call(int id, PythonCall call, string bytecodeFolder)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            if (call.ItemAddress is not null)
            {
                // Second, where the fork server looks for it.
                json.WriteStartObject("items");
                json.WriteString("address", call.ItemAddress);
                json.WriteNumber("inline", ItemResult.LargestInline);
                json.WriteEndObject();
            }

            json.WriteString("script", call.ScriptPath);
            json.WriteString("function", call.Function);
            json.WriteString("folder", call.WorkingDirectory);
            json.WriteString("log", call.LogPath);
            json.WriteString("pycache", bytecodeFolder);
            if (call.ResultPath is not null) json.WriteString("result", call.ResultPath);
            if (call.Watch is { } watch)
            {
                json.WriteStartObject("watch");
                json.WriteString("project", watch.Project);
                json.WriteString("box", watch.Box);
                json.WriteString("report", watch.Report);
                json.WriteEndObject();
            }

            json.WriteStartArray("path");
            foreach (var folder in call.SearchPath) json.WriteStringValue(folder);
            json.WriteEndArray();
            json.WriteStartObject("env");
            foreach (var (name, value) in call.Environment) json.WriteString(name, value);
            json.WriteEndObject();
            json.WriteStartArray("args");
            foreach (var argument in call.Arguments) Write(json, argument);
            json.WriteEndArray();
            json.WriteStartArray("config");
            foreach (var entry in call.Config) Write(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        var line = new byte[buffer.WrittenCount + 1];
        buffer.WrittenSpan.CopyTo(line);
        // Inside strings JSON has no raw line breaks, so those of a value that was given as text are white space.
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line[^1] = (byte)'\n';
        return line;
    }

    private static void Write(Utf8JsonWriter json, PythonArgument argument)
    {
        json.WriteStartObject();
        json.WriteString("name", argument.Name);
        if (argument.OnlyNamed) json.WriteBoolean("named", true);
        if (argument.ItemValue is { } index) json.WriteNumber("item", index);
        else if (argument.IsItemInfo) json.WriteBoolean("info", true);
        else if (argument.ConfigKey is not null) json.WriteString("config", argument.ConfigKey);
        else if (argument.ResultPath is not null) json.WriteString("file", argument.ResultPath);
        else WriteRaw(json, argument.Json!);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PythonConfigEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("key", entry.Key);
        if (entry.Alias is not null) json.WriteString("alias", entry.Alias);
        if (entry.Function is not null) json.WriteString("function", entry.Function);
        else WriteRaw(json, entry.Json!);
        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, string text)
    {
        json.WritePropertyName("value");
        json.WriteRawValue(text, skipInputValidation: true);
    }
}
