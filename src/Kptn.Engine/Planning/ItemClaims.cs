using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Mapping;

namespace Kptn.Engine.Planning;

/// <summary>The files that the items of a mapped task write; no two may write the same, and none may write what a task of the graph has as its output.</summary>
internal sealed class ItemClaims(GraphContext context, TaskMapping mapping)
{
    private readonly IdSet _paths = new();
    private readonly Dictionary<string, string> _fixed = Fixed(context);

    /// <summary>Takes an item's paths.</summary>
    /// <param name="key">The item's key.</param>
    /// <exception cref="ItemListException">One of them cannot be, or is another's.</exception>
    public void Add(ReadOnlySpan<byte> key)
    {
        var text = Encoding.UTF8.GetString(key);
        foreach (var path in ItemOutputs.Of(mapping, ItemValues.Split(mapping.Names, text)))
        {
            if (_fixed.TryGetValue(path.TrimEnd('/'), out var owner)) throw new ItemListException($"item {ItemNames.Shown(text)} writes '{path}', which is an output of '{owner}' as a whole");
            if (!_paths.Add(ItemId.Of(path.TrimEnd('/')))) throw new ItemListException($"item {ItemNames.Shown(text)} writes '{path}', which another item writes too; name all of {string.Join(", ", mapping.Names)} in the output");
        }
    }

    private static Dictionary<string, string> Fixed(GraphContext context)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var task in context.Tasks.Values)
        {
            foreach (var path in task.Outputs.Where(path => !OutputPath.IsGlob(path))) all.TryAdd(ItemOutputs.Normal(path).TrimEnd('/'), task.Name);
        }

        return all;
    }
}
