using System.Text.Json;
using Kptn.Engine.Outputs;
using Kptn.Tool.Terminal.Items;

namespace Kptn.Tool.Terminal;

/// <summary>What became of outputs that were to be put back, written as they come: there may be millions.</summary>
internal sealed class RestoreListing(Screen screen, bool json)
{
    private const int MostNamed = 10;
    private readonly Dictionary<Restoration, int> _counts = [];
    private readonly List<string> _lost = [];
    private long _bytes;

    /// <summary>Writes them, and a summary.</summary>
    /// <returns>Whether all outputs are there as recorded now.</returns>
    public bool Write(IEnumerable<RestoredOutput> outputs)
    {
        if (json) WriteJson(outputs);
        else WriteText(outputs);
        return Kept == 0 && Lost == 0 && Count(Restoration.Failed) == 0;
    }

    private int Kept => Count(Restoration.Modified);

    private int Lost => Count(Restoration.NotKept) + Count(Restoration.Corrupt);

    private int Count(Restoration outcome) => _counts.GetValueOrDefault(outcome);

    private string Remedy => $"kptn run {string.Join(' ', _lost.Take(MostNamed))}{(_lost.Count > MostNamed ? " …" : "")}";

    private static string Word(Restoration outcome) => outcome switch
    {
        Restoration.There => "there",
        Restoration.Restored => "restored",
        Restoration.Modified => "modified, kept",
        Restoration.NotKept => "not among the artifacts",
        Restoration.Corrupt => "artifact is corrupt",
        _ => "could not be restored",
    };

    private void Note(RestoredOutput output)
    {
        _counts[output.Outcome] = Count(output.Outcome) + 1;
        if (output.Outcome == Restoration.Restored) _bytes += output.Recorded.Output.Size;
        if (output.Outcome is Restoration.NotKept or Restoration.Corrupt && (_lost.Count == 0 || _lost[^1] != output.Recorded.Task)) _lost.Add(output.Recorded.Task);
    }

    private void WriteText(IEnumerable<RestoredOutput> outputs)
    {
        foreach (var output in outputs)
        {
            Note(output);
            if (output.Outcome == Restoration.There) continue;
            var (task, item, recorded) = output.Recorded;
            var word = screen.Paint(Word(output.Outcome).PadRight(8), output.Outcome == Restoration.Restored ? Colour.Green : Colour.Yellow);
            var owner = screen.Paint(item is null ? task : ItemText.At(task, item), Colour.Cyan);
            screen.Line($"{word}  {(recorded.Size == 0 ? "0 B" : Units.Bytes(recorded.Size)),8}  {recorded.Path}  {owner}{(output.Problem.Length > 0 ? $": {output.Problem}" : "")}");
        }

        var parts = new List<string> { $"{Units.Count(Count(Restoration.Restored), "output")} restored{(_bytes > 0 ? $" ({Units.Bytes(_bytes)})" : "")}", $"{Count(Restoration.There)} there already" };
        if (Kept > 0) parts.Add(screen.Paint($"{Kept} modified and kept", Colour.Yellow));
        if (Lost > 0) parts.Add(screen.Paint($"{Lost} not among the artifacts", Colour.Yellow));
        if (Count(Restoration.Failed) > 0) parts.Add(screen.Paint($"{Count(Restoration.Failed)} could not be restored", Colour.Red));
        screen.Line(string.Join(" · ", parts));
        if (Kept > 0) screen.Line("to put back what was recorded, and lose what is there now: kptn restore --force");
        if (Lost > 0) screen.Line($"to make again what cannot be restored: {Remedy}");
    }

    private void WriteJson(IEnumerable<RestoredOutput> outputs) => JsonOutput.Stream(screen, (writer, flush) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("outputs");
        foreach (var output in outputs)
        {
            Note(output);
            Write(writer, output);
            flush();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("counts");
        writer.WriteNumber("restored", Count(Restoration.Restored));
        writer.WriteNumber("there", Count(Restoration.There));
        writer.WriteNumber("modified", Kept);
        writer.WriteNumber("not_kept", Count(Restoration.NotKept));
        writer.WriteNumber("corrupt", Count(Restoration.Corrupt));
        writer.WriteNumber("failed", Count(Restoration.Failed));
        writer.WriteNumber("bytes", _bytes);
        writer.WriteEndObject();
        writer.Strings("run", _lost);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, RestoredOutput output)
    {
        var (task, item, recorded) = output.Recorded;
        writer.WriteStartObject();
        writer.WriteString("task", task);
        if (item is not null) ItemJson.WriteKey(writer, item);
        writer.WriteString("path", recorded.Path);
        writer.WriteNumber("size", recorded.Size);
        writer.WriteString("hash", recorded.Hash.ToString());
        writer.WriteString("outcome", Word(output.Outcome));
        if (output.Problem.Length > 0) writer.WriteString("problem", output.Problem);
        writer.WriteEndObject();
    }
}
