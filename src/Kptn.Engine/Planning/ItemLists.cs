using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.Engine.Planning;

/// <summary>Where a mapped task's items come from now, and what they depend on.</summary>
internal sealed class ItemLists(GraphContext context)
{
    private const string SubsetName = "subset";

    /// <summary>What a task as a whole depends on because it is mapped: the files of a glob, the scripts that items may have, the length of a subset.</summary>
    /// <param name="task">The task.</param>
    public IReadOnlyList<Component> Extra(PreparedTask task)
    {
        if (task.Mapping is not { } mapping) return [];
        var extra = new List<Component>();
        if (context.Items.Subset is { } subset) extra.Add(new Component(ComponentKind.Definition, SubsetName, Hash256.Of($"{subset}"), $"{subset}"));
        if (task.Task.Definition.ScriptFolders.Count > 0) extra.AddRange(ItemScripts.All(context, task));
        if (mapping.Glob is not { } glob) return extra;
        var listing = new System.Text.StringBuilder("kptn files 1\n");
        foreach (var file in Files(glob)) listing.Append(HashOf(file)).Append(' ').Append(file).Append('\n');
        extra.Add(new Component(ComponentKind.Inputs, NameOf(glob), Hash256.Of(listing.ToString())));
        return extra;
    }

    /// <summary>What every single item depends on: all but what the list itself is made of.</summary>
    /// <param name="task">The task.</param>
    /// <param name="components">What the task depends on.</param>
    public static Fingerprint Common(PreparedTask task, IReadOnlyList<Component> components)
    {
        var mapping = task.Mapping!;
        return Fingerprint.Of(components.Where(component => component switch
        {
            { Kind: ComponentKind.Definition, Name: SubsetName } => false,
            { Kind: ComponentKind.Code } => task.Task.Definition.ScriptFolders.Count == 0 || task.Own.Contains(component),
            { Kind: ComponentKind.Data } => component.Name != mapping.Provider || task.VisibleDependencies.Contains(component.Name),
            { Kind: ComponentKind.Inputs } => mapping.Glob is null || component.Name != NameOf(mapping.Glob),
            _ => true,
        }));
    }

    /// <summary>Opens the list; <see langword="null"/> where it is not there.</summary>
    /// <param name="task">The task.</param>
    /// <param name="provider">The last good run of the dependency that gives the list.</param>
    public Func<ItemReader>? Open(PreparedTask task, GoodRun? provider)
    {
        var mapping = task.Mapping!;
        var most = context.Items.Subset ?? int.MaxValue;
        if (mapping.Glob is { } glob)
        {
            var keys = Files(glob).Take(most).Select(file => ItemValues.Key(file)).ToList();
            return () => ItemReader.Of(keys);
        }

        if (provider is not { HasResult: true }) return null;
        var path = context.Results.PathOf(provider.ResultHash);
        return File.Exists(path) ? () => new ItemReader(path, mapping.Names) { Most = most } : null;
    }

    /// <summary>What an item depends on besides its key and what all have in common: the content of its file, the code of its script.</summary>
    /// <param name="task">The task.</param>
    /// <param name="list">Opens the list.</param>
    public Func<ItemReader, Hash256> Own(PreparedTask task, Func<ItemReader> list)
    {
        var code = task.Task.Definition.ScriptFolders.Count > 0 ? ItemScripts.Hashes(context, task, list) : null;
        if (task.Mapping!.Glob is null) return code ?? (_ => default);
        return code is null ? File : item => Hash256.Of($"{File(item)} {code(item)}");

        Hash256 File(ItemReader item) => HashOf(ItemValues.Text(System.Text.Encoding.UTF8.GetString(item.Key)));
    }

    private static string NameOf(string glob) => $"files {glob}";

    private IReadOnlyList<string> Files(string glob) => OutputPath.Match(context.Project.Root, glob);

    private Hash256 HashOf(string file) => context.Code.Files.Hash(Path.Combine(context.Project.Root, file))?.Hash ?? default;
}
