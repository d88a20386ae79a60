using System.Text;
using Kptn.Engine.Runs;

namespace Kptn.Tool.Terminal;

/// <summary>Prints logs, and lists those that are kept.</summary>
internal static class LogPrinter
{
    /// <summary>Prints a log, or its path.</summary>
    public static void Print(Screen screen, string path, bool pathOnly)
    {
        if (pathOnly) screen.Line(path);
        else Copy(screen, path);
    }

    /// <summary>Lists the logs of runs.</summary>
    public static void List(Screen screen, RunFolders folders, IReadOnlyList<string> runs, bool json)
    {
        var logs = runs.Select(id => (Run: id, Logs: Directory.GetFiles(folders.Of(id), "*.log").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList())).ToList();
        if (json)
        {
            JsonOutput.WriteArray(screen, logs, (writer, one) =>
            {
                writer.WriteStartObject();
                writer.WriteString("run", one.Run);
                writer.Strings("logs", one.Logs);
                writer.WriteEndObject();
            });
            return;
        }

        foreach (var (id, names) in logs)
        {
            screen.Line($"{screen.Paint(id, Colour.Bold)}  {Units.Count(names.Count, "log")}: {string.Join(' ', names.Take(8))}{(names.Count > 8 ? " …" : "")}");
        }
    }

    private static void Copy(Screen screen, string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[1 << 15];
        for (var count = reader.Read(buffer); count > 0; count = reader.Read(buffer))
        {
            if (screen.IsTerminal) Visible.Replace(buffer.AsSpan(0, count));
            screen.Output.Write(buffer, 0, count);
        }
    }
}
