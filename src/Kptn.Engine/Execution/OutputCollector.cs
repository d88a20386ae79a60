using System.Text;
using System.Text.Json;
using Kptn.Engine.DuckDb.Tables;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;

namespace Kptn.Engine.Execution;

/// <summary>Makes room for what a task or an item is to write, and reads what it wrote.</summary>
internal sealed class OutputCollector(GraphContext context, string runFolder)
{
    /// <summary>Makes the folders that outputs go to; each time, since a task may have removed them.</summary>
    /// <param name="outputs">The outputs, relative to the scratch dir.</param>
    public void MakeFolders(IReadOnlyList<string> outputs)
    {
        Make(runFolder);
        Make(context.Outputs.ScratchDir);
        foreach (var output in outputs)
        {
            if (TableUrl.Is(output)) continue;
            var slash = output.LastIndexOf('/');
            if (slash > 0 && !OutputPath.IsGlob(output[..slash])) Make(Path.Combine(context.Outputs.ScratchDir, output[..slash]));
        }

        void Make(string folder)
        {
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder);
        }
    }

    /// <summary>Reads outputs after a success.</summary>
    /// <param name="task">Whose they are.</param>
    /// <param name="paths">The outputs.</param>
    /// <returns>Them, sorted by path, or what is wrong.</returns>
    public (IReadOnlyList<OutputState> Outputs, string? Error) Read(PreparedTask task, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0) return ([], null);
        var outputs = new List<OutputState>(paths.Count);
        foreach (var path in paths)
        {
            if (context.Outputs.ReadFresh(path) is not { } output) return ([], MissingOutput(task, path));
            outputs.Add(output);
        }

        outputs.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return (outputs, null);
    }

    /// <summary>Looks whether a result was written, and brings what a script wrote into canonical form.</summary>
    /// <returns>What is wrong; <see langword="null"/> where nothing is.</returns>
    public static string? CheckResult(PreparedTask task, string path)
    {
        if (!File.Exists(path)) return "it has cache_result but wrote no JSON to the file that $KPTN_RESULT names";
        return task.Task.Definition.Language == TaskLanguage.Python ? null : Canonicalise(path);
    }

    private static string? Canonicalise(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 1000 });
            using var stream = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write);
            using (var writer = CanonicalJson.Writer(stream)) CanonicalJson.Write(writer, json.RootElement);
            stream.Flush(flushToDisk: true);
        }
        catch (JsonException e)
        {
            return $"what it wrote to $KPTN_RESULT is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})";
        }
        catch (InvalidOperationException)
        {
            return "what it wrote to $KPTN_RESULT is not JSON: a text in it has half a character (a lone surrogate, or bytes that are not UTF-8)";
        }

        File.Move(path + ".tmp", path, overwrite: true);
        return null;
    }

    private string MissingOutput(PreparedTask task, string path)
    {
        var message = new StringBuilder($"it ended well but its output '{path}' is not there");
        if (TableUrl.Is(path)) return message.Append($" (there is no such table in '{context.Database.Shown}')").ToString();
        if (context.Outputs.IsOddThing(path)) return $"it ended well but its output '{path}' is neither a file nor a folder (a pipe, a socket or a device)";
        if (Directory.Exists(Path.Combine(context.Outputs.ScratchDir, path))) return message.Append(" (the folder is empty)").ToString();
        if (OutputPath.IsGlob(path)) return message.Append(" (no file matches)").ToString();
        var script = task.Task.Definition.ScriptPath;
        foreach (var folder in new[] { context.Project.Root, script is null ? null : Path.GetDirectoryName(script) })
        {
            if (folder is null || !File.Exists(Path.Combine(folder, path)) || folder == context.Outputs.ScratchDir) continue;
            var found = Path.GetRelativePath(context.Project.Root, Path.Combine(folder, path));
            return message.Append($"; there is '{found}', but outputs go to the scratch dir ($OUTPUT_PIPELINE_DIR, in Python scratch_dir)").ToString();
        }

        return message.Append($" (looked in {context.Outputs.ScratchDir})").ToString();
    }
}
