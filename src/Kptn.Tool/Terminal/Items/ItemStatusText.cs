using System.Globalization;
using System.Text.Json;

namespace Kptn.Tool.Terminal.Items;

/// <summary>How the items of a mapped task stand, in words and as JSON.</summary>
internal static class ItemStatusText
{
    /// <summary><c>48 of 50 done, 2 failed</c>.</summary>
    public static string Of(ItemStatus items)
    {
        var of = items.Total is { } total && total != items.Done ? string.Create(CultureInfo.InvariantCulture, $" of {total:N0}") : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{items.Done:N0}{of} done");
        if (items.Failed > 0) text += string.Create(CultureInfo.InvariantCulture, $", {items.Failed:N0} failed");
        if (items.Interrupted > 0) text += string.Create(CultureInfo.InvariantCulture, $", {items.Interrupted:N0} interrupted");
        if (items.Running > 0) text += string.Create(CultureInfo.InvariantCulture, $", {items.Running:N0} running");
        return text;
    }

    /// <summary>A line for each of the first failed items, each with the command that prints its log.</summary>
    public static IEnumerable<string> Failed(Screen screen, string task, IReadOnlyList<string> names, ItemStatus items)
    {
        foreach (var item in items.First)
        {
            var tries = item.Last.Tries > 1 ? $" · {item.Last.Tries} tries" : "";
            yield return $"  {screen.Paint(ItemText.At(task, item.Key), Colour.Red)}: {LogTail.Clean(item.Last.Error)}{tries}  {screen.Paint($"(kptn logs {task} {ItemText.Option(names, item.Key)})", Colour.Dim)}";
        }

        if (items.Failed > items.First.Count) yield return string.Create(CultureInfo.InvariantCulture, $"  and {items.Failed - items.First.Count:N0} more; kptn status {task} lists them");
    }

    /// <summary>The object <c>items</c>.</summary>
    public static void Write(Utf8JsonWriter writer, ItemStatus items)
    {
        writer.WriteStartObject("items");
        if (items.Total is { } total) writer.WriteNumber("total", total);
        WriteCounts(writer, items);
        writer.WriteStartArray("first_failed");
        foreach (var item in items.First)
        {
            writer.WriteStartObject();
            ItemJson.WriteKey(writer, item.Key);
            writer.WriteString("error", item.Last.Error);
            writer.WriteNumber("tries", item.Last.Tries);
            if (item.Last.ExitCode is { } code) writer.WriteNumber("exit_code", code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The counts as properties.</summary>
    public static void WriteCounts(Utf8JsonWriter writer, ItemStatus items)
    {
        writer.WriteNumber("done", items.Done);
        writer.WriteNumber("failed", items.Failed);
        writer.WriteNumber("interrupted", items.Interrupted);
        if (items.Running > 0) writer.WriteNumber("running", items.Running);
    }
}
