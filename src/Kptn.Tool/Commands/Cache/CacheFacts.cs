using System.Text.Json;
using Kptn.Tool.Terminal;

namespace Kptn.Tool.Commands.Cache;

/// <summary>What <c>kptn cache status</c> shows.</summary>
/// <param name="Folder">Where artifacts are kept here.</param>
/// <param name="Local">What is there.</param>
/// <param name="Place">The shared place; <see langword="null"/> where there is none.</param>
/// <param name="Shared">What is there; <see langword="null"/> where there is none.</param>
/// <param name="Named">Contents that states and approved snapshots of this project name.</param>
internal sealed record CacheFacts(string Folder, (int Count, long Bytes) Local, string? Place, (int Count, long Bytes)? Shared, int Named)
{
    /// <summary>Named contents that are nowhere.</summary>
    public int Missing { get; init; }

    /// <summary>Contents that are noted to be sent.</summary>
    public (int Count, long Bytes) Pending { get; init; }

    /// <summary>Named contents that are here only.</summary>
    public int Unshared { get; init; }

    /// <summary>Contents here that nothing names.</summary>
    public (int Count, long Bytes) Unnamed { get; init; }

    public void Write(Screen screen, bool isSharedFolder)
    {
        var grid = new Grid();
        grid.Add(isSharedFolder ? "kept, shared" : "here", Text(Local), Folder);
        if (Shared is { } shared) grid.Add("shared", Text(shared), Place!);
        grid.Add("named", Units.Count(Named, "artifact"), "by the states and approved snapshots of this project");
        if (Shared is not null) grid.Add("here only", Units.Count(Unshared, "artifact"), Unshared > 0 ? "send them with: kptn cache push" : "");
        if (Shared is not null) grid.Add("to be sent", Text(Pending), Pending.Count > 0 ? "by the next run, or with: kptn cache push" : "");
        grid.Add(("missing", Missing > 0 ? Colour.Yellow : null), (Units.Count(Missing, "artifact"), null), (Missing > 0 ? "named, and nowhere: what needs them runs again" : "", null));
        grid.Add(isSharedFolder ? "not named here" : "not named", Text(Unnamed), Unnamed.Count > 0 && !isSharedFolder ? "what is old of it is removed by: kptn cache gc" : "");
        grid.Write(screen);
    }

    public void WriteJson(Screen screen) => JsonOutput.Write(screen, writer =>
    {
        writer.WriteStartObject();
        Write(writer, "local", Local, ("folder", Folder));
        if (Shared is { } shared) Write(writer, "shared", shared, ("place", Place!));
        writer.WriteNumber("named", Named);
        writer.WriteNumber("missing", Missing);
        if (Shared is not null) writer.WriteNumber("here_only", Unshared);
        Write(writer, "pending", Pending);
        Write(writer, "unnamed", Unnamed);
        writer.WriteEndObject();
    });

    private static string Text((int Count, long Bytes) total) => $"{Units.Count(total.Count, "artifact")}{(total.Bytes > 0 ? $" ({Units.Bytes(total.Bytes)})" : "")}";

    private static void Write(Utf8JsonWriter writer, string name, (int Count, long Bytes) total, (string Key, string Value)? where = null)
    {
        writer.WriteStartObject(name);
        if (where is var (key, value)) writer.WriteString(key, value);
        writer.WriteNumber("count", total.Count);
        writer.WriteNumber("bytes", total.Bytes);
        writer.WriteEndObject();
    }
}
