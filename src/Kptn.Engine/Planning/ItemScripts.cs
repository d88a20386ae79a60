using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Planning;

/// <summary>The scripts of a mapped task whose <c>file</c> names an item's values, so that items run different ones.</summary>
public static class ItemScripts
{
    /// <summary>The script of an item, absolute.</summary>
    /// <param name="context">The graph.</param>
    /// <param name="task">The mapped task.</param>
    /// <param name="values">The item's values: names and canonical JSON.</param>
    /// <exception cref="ItemListException">There is no such script inside the project.</exception>
    public static string PathOf(GraphContext context, PreparedTask task, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var (path, file) = Find(context, task, values);
        return path ?? throw new ItemListException($"script '{file}' of item {string.Join(", ", values.Select(value => $"{value.Key}={ItemNames.Shown(value.Value)}"))} does not exist in the project");
    }

    private static (string? Path, string File) Find(GraphContext context, PreparedTask task, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var file = ItemOutputs.Expand(task.Task.Definition.File!, values);
        foreach (var folder in task.Task.Definition.ScriptFolders)
        {
            if (file.Contains('\0', StringComparison.Ordinal)) break;
            var path = Path.GetFullPath(file, folder);
            if (File.Exists(path) && path.StartsWith(context.Project.Boundary + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return (path, file);
        }

        return (null, file);
    }

    /// <summary>The code of every script that an item may have, whatever the items are: files whose name fits.</summary>
    internal static IReadOnlyList<Component> All(GraphContext context, PreparedTask task)
    {
        var definition = task.Task.Definition;
        var pattern = Projects.Variables.Expand(definition.File!, _ => "*", out _);
        var scripts = definition.ScriptFolders.SelectMany(folder => OutputPath.Match(folder, pattern).Select(file => Path.Combine(folder, file))).Distinct(StringComparer.Ordinal).ToList();
        return [.. Read(context, task, scripts).SelectMany(reach => reach.Components).Distinct()];
    }

    /// <summary>What the code that each item reaches is, read for all scripts at once.</summary>
    internal static Func<ItemReader, Hash256> Hashes(GraphContext context, PreparedTask task, Func<ItemReader> list)
    {
        var paths = new Dictionary<string, Hash256>(StringComparer.Ordinal);
        using (var items = list())
        {
            while (items.Read()) paths.TryAdd(Of(items), default);
        }

        var scripts = paths.Keys.Where(path => path.Length > 0).ToList();
        var answers = Read(context, task, scripts);
        for (var i = 0; i < scripts.Count; i++) paths[scripts[i]] = Fingerprint.HashOf(Fingerprint.Sort(answers[i].Components));
        return item => paths.GetValueOrDefault(Of(item));

        // An item without a script fails when it is its turn; it does not keep the others from running.
        string Of(ItemReader item) => Find(context, task, ItemValues.Split(task.Mapping!.Names, Encoding.UTF8.GetString(item.Key))).Path ?? "";
    }

    private static IReadOnlyList<CodeReach> Read(GraphContext context, PreparedTask task, List<string> scripts)
    {
        var definition = task.Task.Definition;
        var queries = scripts.Select(script => new CodeQuery(task.Name, definition.FilePlace, script, definition.Function)).ToList();
        return queries.Count == 0 ? [] : CodeReaders.Of(definition.Language).ReadAsync(queries, context.Code, CancellationToken.None).GetAwaiter().GetResult();
    }
}
