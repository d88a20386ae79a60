using Kptn.Engine.DuckDb;
using Kptn.Engine.Execution.Isolation;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.Planning;
using Kptn.Engine.Projects;
using Kptn.Engine.State;
using Kptn.Testing.Sandboxes;

namespace Kptn.Testing.Running;

/// <summary>Runs tasks in sandboxes that hold what they may see.</summary>
/// <param name="context">The graph.</param>
/// <param name="isolated">Runs tasks.</param>
/// <param name="folder">Holds the sandboxes.</param>
internal sealed class SandboxRunner(GraphContext context, IsolatedTasks isolated, SandboxFolder folder)
{
    private readonly SandboxSources _sources = new(context);

    /// <summary>Runs a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="given">What the tasks before it give.</param>
    /// <param name="components">What it depends on.</param>
    /// <param name="item">The one item that is meant; <see langword="null"/> for all.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The run; dispose of it when its outputs were looked at.</returns>
    public async Task<SandboxRun> RunAsync(PreparedTask task, IReadOnlyList<GivenTask> given, IReadOnlyList<Component> components, string? item, CancellationToken cancellation)
    {
        var files = _sources.Of(task, FilesOf(task, item));
        var sandbox = Sandbox.Create(folder.Next(), _sources.Top, context.Project.Root, context.Outputs.ScratchDir);
        try
        {
            if (NamesProject(task, files) is { } named) return Refused(sandbox, named);
            sandbox.Take(files);
            foreach (var output in given.SelectMany(earlier => earlier.Outputs.Select(output => (earlier, output))))
            {
                if (!output.output.Put(sandbox.Place.ScratchDir)) return Refused(sandbox, Lost(output.earlier, output.output));
            }

            var filled = SandboxDatabase.Fill(context, sandbox.Place, given.SelectMany(earlier => earlier.Outputs).Select(output => output.Path));
            if (filled.Length > 0) return Refused(sandbox, $"the tables that it reads could not be put into its database: {filled}");
            sandbox.Seal();
            var request = new IsolatedRequest(context, task.Name, sandbox.Place) { Components = components, Results = Results(task, given, item) };
            var end = await isolated.RunAsync(request, cancellation).ConfigureAwait(false);
            var outputs = end.Outputs.Concat(end.Items.SelectMany(made => made.Outputs)).Select(output => output.Path).Concat(task.Outputs).ToList();
            var database = SandboxDatabase.Files(context, sandbox.Place);
            var undeclared = sandbox.Undeclared(path => outputs.Any(output => OutputPathCovers(output, path)), database.Contains);
            return new SandboxRun(sandbox, new SandboxTables(context, sandbox).Export(end), undeclared) { Missed = Missed(task, sandbox, end) };
        }
        catch
        {
            sandbox.Dispose();
            throw;
        }
    }

    private static bool OutputPathCovers(string output, string path) =>
        output == path || (output.EndsWith('/') && path.StartsWith(output, StringComparison.Ordinal)) || path.StartsWith(output + "/", StringComparison.Ordinal) || (OutputPath.IsGlob(output) && OutputPath.Fits(output, path));

    private IReadOnlyList<string> FilesOf(PreparedTask task, string? item)
    {
        if (task.Mapping?.Glob is not { } glob) return [];
        return item is not null ? [ItemValues.Text(item)] : OutputPath.Match(context.Project.Root, glob);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> Results(PreparedTask task, IReadOnlyList<GivenTask> given, string? item)
    {
        var results = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var earlier in given)
        {
            if (earlier.Result is not { } json) continue;
            var isList = earlier.Name == task.Mapping?.Provider;
            var isSeen = task.VisibleDependencies.Contains(earlier.Name);

            // A list of one item runs one item; a task that also gets the list as a value gets all of it.
            if (isList && item is not null && !isSeen) results[earlier.Name] = System.Text.Encoding.UTF8.GetBytes($"[{item}]");
            else if (isList || isSeen) results[earlier.Name] = json;
        }

        return results;
    }

    private string? NamesProject(PreparedTask task, IReadOnlyList<string> files)
    {
        // Python is kept from the project by its interpreter, and says more exactly what it wanted there.
        if (task.Task.Definition.Language == TaskLanguage.Python) return null;
        if (task.Task.Definition.Command.Any(word => word.Contains(_sources.Top + Path.DirectorySeparatorChar, StringComparison.Ordinal))) return $"the command of '{task.Name}' names the project by its absolute path '{_sources.Top}', so in a test it would reach the real project; write paths relative to kptn.yaml, or use $INPUT_PIPELINE_DIR";
        foreach (var file in files)
        {
            if (AbsolutePaths.Find(file, _sources.Top) is { } line) return $"{Shown(file)}:{line} names the project by its absolute path '{_sources.Top}', so in a test it would reach the real project; write a path relative to the script, or use $INPUT_PIPELINE_DIR and $OUTPUT_PIPELINE_DIR";
        }

        return null;
    }

    private string Missed(PreparedTask task, Sandbox sandbox, IsolatedEnd end)
    {
        var scratch = context.Outputs.ScratchDir + Path.DirectorySeparatorChar;
        var (missed, tables) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var path in end.Missed)
        {
            var full = Path.Combine(_sources.Top, path);
            missed.Add((full.StartsWith(scratch, StringComparison.Ordinal) ? MissedFiles.OutputMark + full[scratch.Length..] : path).Replace(Path.DirectorySeparatorChar, '/'));
        }

        if (end.Outcome != TaskOutcome.Succeeded)
        {
            List<string> starts = [context.Project.Root, context.Outputs.ScratchDir, .. context.Project.ModuleRoots];
            if (task.Task.Definition.ScriptPath is { } script) starts.Insert(0, Path.GetDirectoryName(script)!);
            var finder = new MissedFiles(sandbox.Place, [.. starts.Where(start => sandbox.Place.Of(start) != start).Distinct(StringComparer.Ordinal)], path => Owner(task, path) is not null);
            var logs = end.Items.Where(made => made.Outcome != TaskOutcome.Succeeded).Select(made => made.LogPath).Append(end.LogPath).Where(path => path.Length > 0).Take(20);
            foreach (var text in logs.Select(MissedFiles.Tail).Append(end.Error)) missed.UnionWith(finder.In(text));
            tables.UnionWith(new MissedTables(context, task).In(end.Items.Select(made => made.Error).Append(end.Error)));
        }

        var sentences = tables.Concat(missed.Select(path => Sentence(task, path))).Take(5).ToList();
        return sentences.Count == 0 ? "" : $"it needs {string.Join("; ", sentences)}";
    }

    private string Sentence(PreparedTask task, string path)
    {
        if (!path.StartsWith(MissedFiles.OutputMark, StringComparison.Ordinal)) return $"'{path}', which it does not declare: add it to code_deps of '{task.Name}' in kptn.yaml";
        var output = path[MissedFiles.OutputMark.Length..];
        return Owner(task, output) is { } owner
            ? $"'{output}', an output of '{owner}', which is none of its dependencies: add {owner} to them in kptn.yaml"
            : $"'{output}' in the scratch dir, which no task declares as an output";
    }

    private string? Owner(PreparedTask task, string path) => context.Tasks.Values
        .FirstOrDefault(other => other.Name != task.Name && !task.Task.Dependencies.Contains(other.Name) && other.Outputs.Concat(other.Mapping?.Outputs ?? []).Any(output => OutputPathCovers(Variables.Expand(output, _ => "*", out var _), path)))?.Name;

    private static string Lost(GivenTask earlier, GivenOutput output) => earlier.Origin switch
    {
        GivenOrigin.Approved => $"the approved content of '{output.Path}' of '{earlier.Name}' (sha256 {output.Hash.ToString()[..12]}) is neither in git nor among the artifacts; make it with: kptn run {earlier.Name}, or take what is newest with: --upstream latest",
        _ => $"'{output.Path}' of '{earlier.Name}' is neither in the scratch dir nor among the artifacts as its newest good run left it; put it back with: kptn restore {earlier.Name}, or make it with: kptn run {earlier.Name}",
    };

    private string Shown(string file) => Path.GetRelativePath(context.Project.Root, file).Replace(Path.DirectorySeparatorChar, '/');

    private static SandboxRun Refused(Sandbox sandbox, string why) => new(sandbox, new IsolatedEnd(TaskOutcome.Failed, why, TimeSpan.Zero, ""), []);
}
