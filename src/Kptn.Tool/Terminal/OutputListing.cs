using System.Globalization;
using System.Text.Json;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>Outputs as lines or as JSON, written as they are found: there may be millions.</summary>
internal static class OutputListing
{
    public static void Write(Screen screen, IEnumerable<ListedOutput> outputs, bool json)
    {
        if (json)
        {
            JsonOutput.WriteArray(screen, outputs, Write);
            return;
        }

        var counts = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        var total = 0;
        foreach (var output in outputs)
        {
            var ((task, item, recorded), word) = (output.Recorded, output.Word);
            counts[word] = counts.GetValueOrDefault(word) + 1;
            total++;
            var owner = item is null ? task : ItemText.At(task, item);
            screen.Line($"{(output.Colour is { } colour ? screen.Paint(word.PadRight(8), colour) : word.PadRight(8))}  {Size(recorded.Size),8}  {recorded.Path}  {screen.Paint(owner, Colour.Cyan)}");
        }

        var parts = counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value:N0} {pair.Key}"));
        screen.Line(total == 0 ? "no outputs" : $"{Units.Count(total, "output")}: {string.Join(" · ", parts)}");
    }

    private static void Write(Utf8JsonWriter writer, ListedOutput output)
    {
        var (task, item, recorded) = output.Recorded;
        writer.WriteStartObject();
        writer.WriteString("task", task);
        if (item is not null) ItemJson.WriteKey(writer, item);
        writer.WriteString("path", recorded.Path);
        writer.WriteNumber("size", recorded.Size);
        writer.WriteString("hash", recorded.Hash.ToString());
        writer.WriteString("condition", output.Word);
        writer.WriteEndObject();
    }

    private static string Size(long bytes) => bytes == 0 ? "0 B" : Units.Bytes(bytes);
}
